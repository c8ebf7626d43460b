import { denseBlock, drawnFrom, he, twoLanes, xavier } from './build';

/** He 2015, Fig. 3, scaled down: reproductions.md R12. */
export const stalls = twoLanes(
  {
    id: 'stalls',
    question: 'Nothing explodes and nothing is learned. Where did the gradient go?',
    sentence: 'Thirty rows of ReLU on handwritten digits, Xavier’s weights against He’s.',
    settings: { dataset: { id: 'digits', values: {} }, seed: 1, length: 300 },
    lane: { blocks: [denseBlock('b1', 30, 64, 'relu', xavier)], learningRate: 0.02 },
  },
  (lane) => ({ ...lane, blocks: drawnFrom(he, lane.blocks) }),
);
