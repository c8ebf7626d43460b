import { blockOf, manyLanes, xavier } from './build';

/** Depth in time: reproductions.md R21 (its last variant), lesson 10a. */
export const rnnExplodes = manyLanes(
  {
    id: 'rnnExplodes',
    question: 'One layer, used fifty times over. Is that deep enough to explode?',
    sentence:
      'A recurrent ReLU network whose weights have spectral radius 1.5 adds two numbers of fifty; without clipping and clipped to norm 1.',
    finding: {
      claim:
        'Each time step multiplies by the same matrix, and the network dies within five steps. Clipped it lives, and scores what guessing scores, 1/6: clipping bounds the step, it makes no signal.',
      source: 'Pascanu, Mikolov & Bengio 2013, §2.1 and algorithm 1',
      checks: [
        { lane: 'a', fact: 'firstNonFinite', between: [1, 5] },
        { lane: 'a', fact: 'globalNormAtStart', between: [1e2, Infinity] },
        { lane: 'b', fact: 'firstNonFinite', between: [Infinity, Infinity] },
        { lane: 'b', fact: 'lastLosses', between: [0.14, 0.22] },
      ],
    },
    settings: { dataset: { id: 'adding', values: { length: 50 } }, seed: 1, length: 200 },
    lane: {
      blocks: [
        blockOf('simpleRnn', 'b1', {
          activation: { kind: 'relu' },
          initializer: xavier,
          recurrentInitializer: { kind: 'spectralRadius', radius: 1.5 },
        }),
      ],
      learningRate: 0.05,
      batchSize: 32,
    },
  },
  (lane) => ({ ...lane, clipping: { kind: 'globalNorm', threshold: 1 } }),
);
