import { blockOf, manyLanes, xavier } from './build';

/**
 * Depth in time: reproductions.md R21 (its last variant), lesson 10a. ReLU halves what comes back, so that the factor a
 * time step is near radius/√2: at radius 1.5 it is near 1 and the seed decides, at 1.8 it grows on every seed tried.
 */
export const rnnExplodes = manyLanes(
  {
    id: 'rnnExplodes',
    question: 'One layer, used fifty times over. Is that deep enough to explode?',
    sentence:
      'A recurrent ReLU network of spectral radius 1.8 adds two of fifty numbers: without clipping, and clipped to norm 1.',
    finding: {
      claim:
        'Each time step multiplies the gradient by the same factor, and the network dies within five steps. Clipped it lives, and scores what guessing scores, 1/6: clipping bounds the step, it makes no signal.',
      source: 'Pascanu, Mikolov & Bengio 2013, §2.1 and algorithm 1',
      checks: [
        { lane: 'a', fact: 'firstNonFinite', between: [1, 5] },
        { lane: 'a', fact: 'growthAtStart', between: [1.05, 1.4] },
        { lane: 'b', fact: 'firstNonFinite', between: [Infinity, Infinity] },
        { lane: 'b', fact: 'lastLosses', between: [0.14, 0.26] },
      ],
    },
    settings: { dataset: { id: 'adding', values: { length: 50 } }, seed: 1, length: 200 },
    lane: {
      blocks: [
        blockOf('simpleRnn', 'b1', {
          values: { width: 32 },
          activation: { kind: 'relu' },
          initializer: xavier,
          recurrentInitializer: { kind: 'spectralRadius', radius: 1.8 },
        }),
      ],
      learningRate: 0.05,
      batchSize: 20,
    },
  },
  (lane) => ({ ...lane, clipping: { kind: 'globalNorm', threshold: 1 } }),
);
