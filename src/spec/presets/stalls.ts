import { denseBlock, drawnFrom, he, manyLanes, xavier } from './build';

/** He 2015, Fig. 3, scaled down: reproductions.md R12. */
export const stalls = manyLanes(
  {
    id: 'stalls',
    question: 'Nothing explodes and nothing is learned. Where did the gradient go?',
    sentence: 'Thirty rows of ReLU on handwritten digits, Xavier’s weights against He’s.',
    finding: {
      claim:
        'Xavier’s weights halve the squared gradient at each of 30 layers and the loss stays at chance, ln 10; He’s keep it, and the network learns.',
      source: 'He et al. 2015, Fig. 3',
      checks: [
        { lane: 'a', fact: 'wholeAtStart', between: [0, 1e-3] },
        { lane: 'a', fact: 'lastLosses', between: [Math.log(10) - 0.02, Math.log(10) + 0.02] },
        { lane: 'b', fact: 'lastLosses', between: [0, 2], inMostSeeds: true },
      ],
    },
    settings: { dataset: { id: 'digits', values: {} }, seed: 1, length: 300 },
    lane: { blocks: [denseBlock('b1', 30, 64, 'relu', xavier)], learningRate: 0.02 },
  },
  (lane) => ({ ...lane, blocks: drawnFrom(he, lane.blocks) }),
);
