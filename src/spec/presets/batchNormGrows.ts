import type { Block } from '../../catalogue/types';
import { blockOf, denseBlock, manyLanes, scaled } from './build';

const twenty = (norm: string, c: number): readonly Block[] => [
  blockOf('group', 'b1', {
    repeat: 20,
    stack: [
      denseBlock('b2', 1, 128, 'linear', scaled(c)),
      blockOf(norm, 'b3', { activation: { kind: 'relu' } }),
    ],
  }),
];

/** The cure that explodes: reproductions.md R5, lesson 9. Rate 0: the claim is about the start. */
export const batchNormGrows = manyLanes(
  {
    id: 'batchNormGrows',
    question: 'Batch norm holds every layer’s spread at 1. Why does its gradient grow?',
    sentence:
      'Twenty rows of ReLU on pure noise: batch norm over small and over large weights, and layer norm.',
    finding: {
      claim:
        'Batch norm divides by the spread of the sum, of which ReLU passes more slope than spread: the gradient grows by √(π/(π − 1)) = 1.21 a layer whatever the weights; layer norm’s does not.',
      source: 'Yang et al. 2019, theorem 3.9',
      checks: [
        { lane: 'a', fact: 'growthAtStart', between: [1.19, 1.26] },
        { lane: 'b', fact: 'growthAtStart', between: [1.19, 1.26] },
        { lane: 'b', fact: 'growthAtStart', over: 'a', between: [0.98, 1.02] },
        { lane: 'c', fact: 'growthAtStart', between: [0.97, 1.03] },
      ],
    },
    settings: { dataset: { id: 'noise', values: {} }, seed: 1, length: 20 },
    lane: { blocks: twenty('batchNorm', 0.5), learningRate: 0, batchSize: 128 },
  },
  (lane) => ({ ...lane, blocks: twenty('batchNorm', 8) }),
  (lane) => ({ ...lane, blocks: twenty('layerNorm', 2) }),
);
