import type { Block } from '../../catalogue/types';
import { blockOf, he, lecun, manyLanes } from './build';

const conv = (id: string, activation: string, repeat = 1): Block =>
  blockOf('conv2d', id, {
    repeat,
    values: { filters: 8 },
    activation: { kind: activation },
    initializer: activation === 'relu' ? he : lecun,
  });
const end = [blockOf('maxPool', 'b8', {}), blockOf('flatten', 'b9', {})];

/** A small ResNet: a stem, residual stages of two convolutions, pooling. */
const residual = (values: { branchScale?: number; normPlacement?: string }): readonly Block[] => [
  conv('b1', 'relu'),
  blockOf('residual', 'b2', {
    repeat: 8,
    values: { norm: 'batchNorm', ...values },
    stack: [conv('b3', 'relu'), conv('b4', 'linear')],
  }),
  ...end,
];

export const convolution = manyLanes(
  {
    id: 'convolution',
    question: 'A small ResNet on digits: what do its skips do, and what its norms?',
    sentence:
      'Seventeen convolutions on handwritten digits as images: plain, with bare skips, with skips and batch norm.',
    finding: {
      claim:
        'Bare skips around convolutions add as they do around dense layers, √2 a block; a real ResNet’s batch norm in the branch is what bounds the growth.',
      source: 'He et al. 2016, eq. 1; Balduzzi et al. 2017, §3',
      checks: [
        { lane: 'b', fact: 'growthAtStart', between: [1.25, 1.5] },
        { lane: 'c', fact: 'growthAtStart', between: [1, 1.25] },
        { lane: 'c', fact: 'lastLosses', between: [0, 1] },
      ],
    },
    settings: { dataset: { id: 'digits', values: { layout: 'image' } }, seed: 1, length: 60 },
    lane: { blocks: [conv('b1', 'relu', 17), ...end], learningRate: 0.02, batchSize: 32 },
  },
  (lane) => ({ ...lane, blocks: residual({}) }),
  (lane) => ({ ...lane, blocks: residual({ normPlacement: 'pre' }) }),
);
