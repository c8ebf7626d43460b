import type { Ops, Transformation, Transformations } from '../ops';
import type { BlockEntry } from '../types';
import { at, named, numberOf } from '../values';

/** What stays is divided by the share that stays; the rest is 0, even where it was Inf or NaN. The same on both ways. */
function keepSome<T>(ops: Ops<T>, tensor: T, uniforms: T, rate: number): T {
  // As float32, which uniform numbers are: so that a comparison is the same in every arithmetic.
  const dropped = Math.fround(rate);
  const operands = [
    { tensor, per: 'entry' },
    { tensor: uniforms, per: 'entry' },
  ] as const;
  return ops.pointwise(`dropout ${rate}`, ops.shapeOf(tensor)[1], operands, [
    (algebra, read) => {
      const larger = algebra.divide(read(0), algebra.constant(1 - rate));
      return algebra.whereLess(read(1), algebra.constant(dropped), algebra.constant(0), larger);
    },
  ]);
}

/** Inverted dropout: nothing is left to do once the network is asked. */
const drop: Transformation = {
  forward({ ops, inputs, layer, training, uniforms, saved }) {
    const x = at(inputs, 0);
    const rate = numberOf(layer.values, 'rate');
    if (!training || rate === 0) return x;
    saved.uniforms = uniforms(...ops.shapeOf(x));
    return keepSome(ops, x, saved.uniforms, rate);
  },
  backward({ ops, gradient, layer, saved, wanted }) {
    if (!wanted[0]) return { inputs: [null], parameters: {} };
    const rate = numberOf(layer.values, 'rate');
    const dx = rate === 0 ? gradient : keepSome(ops, gradient, named(saved, 'uniforms'), rate);
    return { inputs: [dx], parameters: {} };
  },
};

export const dropout: BlockEntry = {
  id: 'dropout',
  label: 'dropout',
  family: 'norm and noise',
  description:
    'Drops each number at random in every training step and makes those that stay larger by as much. Signal and gradient keep their mean and gain in spread.',
  formula: 'h = 0 with probability r, else x/(1 − r)',
  source: 'Srivastava et al. 2014, §4 and §10 (scaled while training)',
  parameters: [
    {
      id: 'rate',
      label: 'share dropped',
      type: 'number',
      default: 0.2,
      min: 0,
      max: 0.95,
      slider: { min: 0, max: 0.95, scale: 'linear' },
      effect: 'rebuild',
      description: 'How likely a number is dropped; 0 drops none.',
    },
  ],
  has: { activation: false, initializer: false, recurrentInitializer: false, stack: false },
  template: { type: 'dropout', repeat: 1, values: { rate: 0.2 } },
  expand(block, expansion) {
    const { input, inputShape } = expansion;
    const output = expansion.add({
      kind: 'dropout',
      role: 'dropout',
      inputs: [input],
      inputShape,
      outputShape: inputShape,
      activation: null,
      parameters: [],
      values: { rate: numberOf(block.values, 'rate') },
      continues: true,
    });
    return { output, shape: inputShape };
  },
  kinds: ['dropout'],
  summary: ({ values }) => `${Math.round(100 * numberOf(values, 'rate'))} % dropped`,
};

export const dropoutKinds: Transformations = { dropout: drop };
