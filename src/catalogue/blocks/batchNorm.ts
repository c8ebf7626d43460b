import type { Ops, Transformation, Transformations } from '../ops';
import type { BlockEntry } from '../types';
import { at, named } from '../values';
import {
  addNorm,
  backThroughStandardize,
  linear,
  moments,
  normHas,
  normParameters,
  scaleAndShift,
  scaleAndShiftGradients,
  scaleColumns,
  standardize,
} from './norms';

/** How far a step moves the running statistics towards its batch's, as in PyTorch. */
const MOMENTUM = 0.1;

/** (1 − momentum)·running + momentum·factor·now */
const towards = <T>(ops: Ops<T>, running: T, now: T, factor = 1): T =>
  ops.pointwise(
    `towards ${MOMENTUM} ${factor}`,
    ops.shapeOf(running)[1],
    [
      { tensor: running, per: 'entry' },
      { tensor: now, per: 'entry' },
    ],
    [
      (algebra, read) =>
        algebra.add(
          algebra.multiply(algebra.constant(1 - MOMENTUM), read(0)),
          algebra.multiply(algebra.constant(MOMENTUM * factor), read(1)),
        ),
    ],
  );

/** Each channel by its mean and variance over all rows: the batch, and every position in it. */
const overRows: Transformation = {
  forward({ ops, inputs, parameters, state, training, saved, nextState }) {
    const x = at(inputs, 0); // [rows, channels]
    const gamma = named(parameters, 'gamma');
    const beta = named(parameters, 'beta');
    const runningMean = named(state, 'runningMean');
    const runningVariance = named(state, 'runningVariance');
    if (!training)
      return scaleAndShift(ops, standardize(ops, 'column', x, runningMean, runningVariance), gamma, beta);
    const { mean, variance } = moments(ops, 'column', x); // [1, channels]
    const [rows] = ops.shapeOf(x);
    const unbiased = rows / Math.max(1, rows - 1); // of one row alone there is no variance: 0 stays
    nextState.runningMean = towards(ops, runningMean, mean);
    nextState.runningVariance = towards(ops, runningVariance, variance, unbiased);
    const standardized = standardize(ops, 'column', x, mean, variance);
    Object.assign(saved, { variance, standardized });
    return scaleAndShift(ops, standardized, gamma, beta);
  },
  // Of a training step: asking alone is never followed by a way back.
  backward({ ops, gradient, parameters, saved, wanted }) {
    const variance = named(saved, 'variance');
    const standardized = named(saved, 'standardized');
    const delta = scaleColumns(ops, gradient, named(parameters, 'gamma')); // ∂L/∂x̂ = γ ⊙ ∂L/∂y
    return {
      inputs: [wanted[0] ? backThroughStandardize(ops, 'column', { delta, standardized, variance }) : null],
      parameters: scaleAndShiftGradients(ops, gradient, standardized),
    };
  },
};

export const batchNorm: BlockEntry = {
  id: 'batchNorm',
  label: 'batch norm',
  family: 'norm and noise',
  description:
    'Takes each unit’s mean over the batch out and divides by its spread there, then scales and shifts it by numbers of its own. Rows held out are judged by averages kept while training.',
  formula: 'h = φ(γ ⊙ (x − mean)/√(variance + ε) + β), over the batch',
  source: 'Ioffe & Szegedy 2015, Algorithm 1',
  parameters: [],
  has: normHas,
  template: { type: 'batchNorm', repeat: 1, values: {}, activation: linear },
  expand(block, expansion) {
    const channels = expansion.inputShape.at(-1) ?? 1;
    return addNorm(block, expansion, {
      parameters: normParameters(channels, true),
      state: [
        { name: 'runningMean', size: channels, start: 0 },
        { name: 'runningVariance', size: channels, start: 1 },
      ],
    });
  },
  kinds: ['batchNorm'],
  summary: () => 'over the batch',
};

export const batchNormKinds: Transformations = { batchNorm: overRows };
