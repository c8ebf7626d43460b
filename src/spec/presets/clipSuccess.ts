import { blockOf, manyLanes, xavier } from './build';

/** Reproductions.md R21, one seed of its ten at a time. */
export const clipSuccess = manyLanes(
  {
    id: 'clipSuccess',
    question: 'Which letter came first, ten steps ago? Can clipping make a network remember?',
    sentence:
      'A recurrent tanh network reads twenty letters and tells the order of two; plain SGD, without clipping and clipped to norm 1.',
    finding: {
      claim: 'Clipped, the same network from the same weights learns on most seeds what it fails without.',
      source: 'Pascanu, Mikolov & Bengio 2013, §4.1',
      checks: [
        { lane: 'b', fact: 'lastLosses', over: 'a', between: [0, 0.5], inMostSeeds: true },
        { lane: 'b', fact: 'lastLosses', between: [0, 0.3], inMostSeeds: true },
      ],
    },
    settings: { dataset: { id: 'temporalOrder', values: { length: 20 } }, seed: 1, length: 1200 },
    lane: {
      blocks: [blockOf('simpleRnn', 'b1', { values: { width: 50 }, initializer: xavier })],
      learningRate: 0.05,
      batchSize: 20,
    },
  },
  (lane) => ({ ...lane, clipping: { kind: 'globalNorm', threshold: 1 } }),
);
