import type { Transformation, Transformations } from '../ops';
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

/** Each row by its own mean and variance over the channels. */
const overChannels: Transformation = {
  forward({ ops, inputs, parameters, saved }) {
    const x = at(inputs, 0); // [rows, channels]
    const { mean, variance } = moments(ops, 'row', x); // [rows, 1]
    const standardized = standardize(ops, 'row', x, mean, variance);
    Object.assign(saved, { variance, standardized });
    return scaleAndShift(ops, standardized, named(parameters, 'gamma'), named(parameters, 'beta'));
  },
  backward({ ops, gradient, parameters, saved, wanted }) {
    const variance = named(saved, 'variance');
    const standardized = named(saved, 'standardized');
    const delta = scaleColumns(ops, gradient, named(parameters, 'gamma')); // ∂L/∂x̂ = γ ⊙ ∂L/∂y
    return {
      inputs: [wanted[0] ? backThroughStandardize(ops, 'row', { delta, standardized, variance }) : null],
      parameters: scaleAndShiftGradients(ops, gradient, standardized),
    };
  },
};

export const layerNorm: BlockEntry = {
  id: 'layerNorm',
  label: 'layer norm',
  family: 'norm and noise',
  description:
    'Takes the mean out of each example’s numbers and divides by their spread, then scales and shifts each unit by numbers of its own.',
  formula: 'h = φ(γ ⊙ (x − mean)/√(variance + ε) + β), over the units of an example',
  source: 'Ba, Kiros & Hinton 2016, eq. 3 and 4',
  parameters: [],
  has: normHas,
  template: { type: 'layerNorm', repeat: 1, values: {}, activation: linear },
  expand(block, expansion) {
    return addNorm(block, expansion, {
      parameters: normParameters(expansion.inputShape.at(-1) ?? 1, true),
    });
  },
  kinds: ['layerNorm'],
  summary: () => 'over the units',
};

export const layerNormKinds: Transformations = { layerNorm: overChannels };
