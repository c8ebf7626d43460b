import { choiceOf, optimizer } from '../../catalogue/registry';
import { blockOf, manyLanes } from './build';

/** The adding problem: reproductions.md R20. */
export const gates = manyLanes(
  {
    id: 'gates',
    question: 'Two numbers to remember among thirty. What do gates do that a plain net cannot?',
    sentence:
      'A tanh RNN, an LSTM and a GRU of 24 units add the two marked numbers of a sequence, each with Adam and clipped.',
    finding: {
      claim:
        'In 300 steps the plain network stays near guessing, 1/6; the GRU solves it on every seed, the LSTM on most: what a gate carries is not multiplied by weights at every step.',
      source: 'Hochreiter & Schmidhuber 1997, §5.4; Cho et al. 2014',
      checks: [
        { lane: 'a', fact: 'lastLosses', between: [0.06, 0.2] },
        { lane: 'b', fact: 'lastLosses', between: [0, 0.02], inMostSeeds: true },
        { lane: 'c', fact: 'lastLosses', between: [0, 0.02] },
        { lane: 'c', fact: 'lastLosses', over: 'a', between: [0, 0.2] },
      ],
    },
    settings: { dataset: { id: 'adding', values: { length: 30 } }, seed: 1, length: 300 },
    lane: {
      blocks: [blockOf('simpleRnn', 'b1', {})],
      optimizer: choiceOf(optimizer('adam')),
      learningRate: 0.005,
      batchSize: 32,
      clipping: { kind: 'globalNorm', threshold: 1 },
    },
  },
  (lane) => ({ ...lane, blocks: [blockOf('lstm', 'b1', {})], learningRate: 0.02 }),
  (lane) => ({ ...lane, blocks: [blockOf('gru', 'b1', {})], learningRate: 0.02 }),
);
