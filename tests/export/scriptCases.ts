/** Small lanes that between them have every block, activation, loss, clip, optimizer and schedule of the catalogue. */
import { ACTIVATIONS } from '../../src/catalogue/activations';
import { CLIPPINGS } from '../../src/catalogue/clipping';
import { OPTIMIZERS } from '../../src/catalogue/optimizers';
import { choiceOf } from '../../src/catalogue/registry';
import { SCHEDULES } from '../../src/catalogue/schedules';
import type { Block } from '../../src/catalogue/types';
import { newExperiment, newLane } from '../../src/spec/defaults';
import { blockOf, denseBlock, residualBlocks, xavier } from '../../src/spec/presets/build';
import { parse } from '../../src/spec/schema';
import type { Experiment, LaneSpec } from '../../src/spec/types';

const dense = (id: string, width = 5): Block => denseBlock(id, 1, width, 'tanh', xavier);
const sequence = { id: 'adding', values: { length: 10 } };
const image = { id: 'digits', values: { layout: 'image' } };
const conv = (id: string, values = {}) => blockOf('conv2d', id, { values: { filters: 3, ...values } });
const cell = (type: string, values: Block['values'] = {}) =>
  blockOf(type, 'b1', { values: { width: 4, ...values } });

function of(
  blocks: readonly Block[],
  lane: Partial<LaneSpec> = {},
  dataset: Experiment['dataset'] = { id: 'moons', values: {} },
): Experiment {
  const experiment = newExperiment({
    title: 'Is step 0 the same in PyTorch?',
    dataset,
    seed: 3,
    lanes: [newLane({ blocks, batchSize: 6, ...lane }, dataset.id)],
  });
  return parse(experiment);
}

const settings: Record<string, Experiment> = {};
for (const entry of OPTIMIZERS)
  settings[`optimizer-${entry.id}`] = of([dense('b1')], { optimizer: choiceOf(entry), weightDecay: 0.01 });
for (const entry of CLIPPINGS)
  settings[`clipping-${entry.id}`] = of([dense('b1')], { clipping: choiceOf(entry), skipNonFinite: true });
for (const entry of SCHEDULES)
  settings[`schedule-${entry.id}`] = of([dense('b1')], { schedule: choiceOf(entry) });

export const SCRIPT_CASES: Readonly<Record<string, Experiment>> = {
  dense: of([denseBlock('b1', 3, 5, 'relu', { kind: 'heNormal' })]),
  lsuv: of([denseBlock('b1', 3, 5, 'tanh', { kind: 'lsuv' })]),
  activations: of(
    ACTIVATIONS.map((entry, index) => ({ ...dense(`b${index + 1}`), activation: choiceOf(entry) })),
  ),
  twoSlopes: of(
    [0.1, 0.3].map((slope, index) => ({
      ...dense(`b${index + 1}`),
      activation: { kind: 'leakyRelu', slope },
    })),
  ),
  activation: of([
    denseBlock('b1', 1, 5, 'linear', xavier),
    blockOf('activation', 'b2'),
    blockOf('activation', 'b3', { activation: { kind: 'linear' } }),
  ]),
  residual: of([
    dense('b1'),
    residualBlocks('b2', 2, 5, { branchScale: 0.5, normPlacement: 'pre' }),
    residualBlocks('b3', 1, 5, { normPlacement: 'post', norm: 'rmsNorm' }),
  ]),
  concatSkip: of([dense('b1'), blockOf('concatSkip', 'b2', { stack: [dense('b3')] })]),
  highway: of([dense('b1'), blockOf('highway', 'b2', { repeat: 2 })]),
  group: of([
    dense('b1'),
    blockOf('group', 'b2', {
      stack: [dense('b3'), blockOf('layerNorm', 'b4', { activation: { kind: 'tanh' } })],
    }),
  ]),
  layerNorm: of([dense('b1'), blockOf('layerNorm', 'b2')]),
  rmsNorm: of([dense('b1'), blockOf('rmsNorm', 'b2')]),
  batchNorm: of([dense('b1'), blockOf('batchNorm', 'b2', { activation: { kind: 'relu' } }), dense('b3')]),
  dropout: of([
    dense('b1', 12),
    blockOf('dropout', 'b2', { values: { rate: 0.5 } }),
    dense('b3'),
    blockOf('dropout', 'b4', { values: { rate: 0 } }),
  ]),
  conv2d: of(
    [
      conv('b1'),
      conv('b2', { kernel: '5×5', stride: 2, bias: false }),
      conv('b3', { padding: 'valid' }),
      blockOf('flatten', 'b4'),
    ],
    {},
    image,
  ),
  maxPool: of(
    [conv('b1'), blockOf('maxPool', 'b2'), blockOf('batchNorm', 'b3'), blockOf('flatten', 'b4')],
    {},
    image,
  ),
  averagePool: of(
    [conv('b1'), blockOf('averagePool', 'b2'), blockOf('layerNorm', 'b3'), blockOf('flatten', 'b4')],
    {},
    image,
  ),
  simpleRnn: of([cell('simpleRnn')], {}, sequence),
  lstm: of([cell('lstm')], {}, sequence),
  gru: of([cell('gru')], {}, sequence),
  gruResetBefore: of([cell('gru', { resetAfter: false })], {}, sequence),
  twoRecurrent: of(
    [
      cell('lstm', { handsOn: 'sequence' }),
      blockOf('gru', 'b2', { values: { width: 3, handsOn: 'sequence' } }),
      blockOf('simpleRnn', 'b3', { values: { width: 3 } }),
    ],
    {},
    sequence,
  ),
  answersEachStep: of([cell('gru', { handsOn: 'sequence' })], {}, { id: 'copy', values: {} }),
  selfAttention: of(
    [
      blockOf('dense', 'b1', { values: { width: 4 } }),
      blockOf('selfAttention', 'b2', { values: { keyWidth: 3 } }),
      blockOf('selfAttention', 'b3', { values: { keyWidth: 3, causal: true, bias: false } }),
      blockOf('flatten', 'b4'),
    ],
    {},
    sequence,
  ),
  readOut: of([dense('b1'), dense('b2')], {}, { id: 'noise', values: {} }),
  squaredError: of([dense('b1')], {}, { id: 'waveRegression', values: {} }),
  ...settings,
};
