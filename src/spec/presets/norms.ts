import type { Block } from '../../catalogue/types';
import { blockOf, denseBlock, manyLanes, scaled } from './build';

const wide = scaled(4);
const twenty = (norm: string): readonly Block[] => [
  blockOf('group', 'b1', {
    repeat: 20,
    stack: [denseBlock('b2', 1, 64, 'linear', wide), blockOf(norm, 'b3', { activation: { kind: 'relu' } })],
  }),
];

/** A norm takes the weights' scale away: theory.md §5, reproductions.md R16. */
export const norms = manyLanes(
  {
    id: 'norms',
    question: 'The same too large weights, with a norm in each layer. What is left?',
    sentence:
      'Twenty rows of ReLU on handwritten digits, weights of variance 4/n: plain, with layer norm, with batch norm.',
    finding: {
      claim:
        'A norm divides the weights’ scale away: layer norm keeps the gradient level, batch norm lets it grow by a fifth a layer, and both networks learn.',
      source: 'Yang et al. 2019; Ba, Kiros & Hinton 2016',
      checks: [
        { lane: 'a', fact: 'firstNonFinite', between: [1, 5] },
        { lane: 'b', fact: 'growthAtStart', between: [0.93, 1.07] },
        { lane: 'b', fact: 'lastLosses', between: [0, 1.6] },
        { lane: 'c', fact: 'growthAtStart', between: [1.15, 1.3] },
        { lane: 'c', fact: 'lastLosses', between: [0, 1.6] },
      ],
    },
    settings: { dataset: { id: 'digits', values: {} }, seed: 1, length: 200 },
    lane: { blocks: [denseBlock('b1', 20, 64, 'relu', wide)], learningRate: 0.05 },
  },
  (lane) => ({ ...lane, blocks: twenty('layerNorm') }),
  (lane) => ({ ...lane, blocks: twenty('batchNorm') }),
);
