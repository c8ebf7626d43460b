import { denseBlock, scaled, manyLanes } from './build';

/** Pascanu 2013, Alg. 1, scaled down: reproductions.md R13. */
export const clip = manyLanes(
  {
    id: 'clip',
    question: 'Same weights, same data. What does clipping the gradient change?',
    sentence:
      'Twenty rows of ReLU with weights of variance 3/n on handwritten digits, without clipping and clipped to norm 1.',
    finding: {
      claim: 'Clipped to norm 1 the same network lives and learns; its growth through depth is unchanged.',
      source: 'Pascanu et al. 2013, algorithm 1',
      checks: [
        { lane: 'a', fact: 'firstNonFinite', between: [1, 5] },
        { lane: 'b', fact: 'firstNonFinite', between: [Infinity, Infinity] },
        { lane: 'b', fact: 'lastLosses', between: [0, 1.5] },
        { lane: 'b', fact: 'wholeAtStart', over: 'a', between: [0.999, 1.001] },
      ],
    },
    settings: { dataset: { id: 'digits', values: {} }, seed: 1, length: 300 },
    lane: { blocks: [denseBlock('b1', 20, 64, 'relu', scaled(3))], learningRate: 0.05 },
  },
  (lane) => ({ ...lane, clipping: { kind: 'globalNorm', threshold: 1 } }),
);
