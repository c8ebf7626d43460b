import { choiceOf, optimizer } from '../../catalogue/registry';
import type { Block } from '../../catalogue/types';
import { blockOf, denseBlock, he, lecun, manyLanes } from './build';

const WIDTH = 24;

/** Six blocks of a transformer: attention and two dense layers, each in a residual branch. */
const transformer = (normPlacement: 'none' | 'pre' | 'post'): readonly Block[] => [
  denseBlock('b1', 1, WIDTH, 'linear', lecun),
  blockOf('group', 'b2', {
    repeat: 6,
    stack: [
      blockOf('residual', 'b3', {
        values: { normPlacement },
        stack: [blockOf('selfAttention', 'b4', { values: { keyWidth: WIDTH }, initializer: lecun })],
      }),
      blockOf('residual', 'b5', {
        values: { normPlacement },
        stack: [denseBlock('b6', 1, WIDTH, 'relu', he), denseBlock('b7', 1, WIDTH, 'linear', lecun)],
      }),
    ],
  }),
  // What pre-norm blocks hand on keeps growing, so that theirs ends with a norm (Xiong et al. 2020, Table 1).
  ...(normPlacement === 'pre' ? [blockOf('layerNorm', 'b8')] : []),
  blockOf('flatten', 'b9'),
];

export const preNorm = manyLanes(
  {
    id: 'preNorm',
    question: 'Attention with its norm before or after each block: does the place matter?',
    sentence:
      'Six blocks of attention and dense layers tell the order of two letters: bare skips, norm before, norm after.',
    finding: {
      claim:
        'Either place holds the gradient level where bare skips let it grow by a third a block. At the rate at which the net with its norms before learns, the one with its norms after stays near guessing, ln 4.',
      source: 'Xiong et al. 2020, §3 and Table 1',
      checks: [
        { lane: 'a', fact: 'growthAtStart', between: [1.15, 1.6] },
        { lane: 'b', fact: 'growthAtStart', between: [0.93, 1.12] },
        { lane: 'c', fact: 'growthAtStart', between: [0.93, 1.12] },
        { lane: 'b', fact: 'lastLosses', between: [0, 0.3] },
        { lane: 'c', fact: 'lastLosses', between: [1.1, 2.2] },
      ],
    },
    settings: { dataset: { id: 'temporalOrder', values: { length: 20 } }, seed: 1, length: 100 },
    lane: {
      blocks: transformer('none'),
      optimizer: choiceOf(optimizer('adam')),
      learningRate: 0.01,
      batchSize: 20,
    },
  },
  (lane) => ({ ...lane, blocks: transformer('pre') }),
  (lane) => ({ ...lane, blocks: transformer('post') }),
);
