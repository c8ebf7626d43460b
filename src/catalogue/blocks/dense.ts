import type { Transformation, Transformations } from '../ops';
import type { BlockEntry, Choice } from '../types';
import { at, booleanOf, named, numberOf } from '../values';
import { biasParameter } from './bias';

/** z = x·W + b at each position, with x and z [rows, units] and W [in, out]. */
export const affine: Transformation = {
  forward({ ops, inputs, parameters }) {
    return ops.dense(at(inputs, 0), named(parameters, 'W'), parameters['b'] ?? null); // [rows, out]
  },
  backward({ ops, gradient, inputs, parameters, wanted }) {
    const x = at(inputs, 0);
    const weights = named(parameters, 'W');
    return {
      inputs: [wanted[0] ? ops.matMul(gradient, weights, false, true) : null], // ∂L/∂x = ∂L/∂z · Wᵀ
      parameters: {
        W: ops.matMul(x, gradient, true, false), // ∂L/∂W = xᵀ · ∂L/∂z
        ...('b' in parameters ? { b: ops.sumOverRows(gradient) } : {}), // ∂L/∂b = Σ over the batch
      },
    };
  },
};

const activation: Choice = { kind: 'tanh' };
const initializer: Choice = { kind: 'glorotNormal' };

export const dense: BlockEntry = {
  id: 'dense',
  label: 'dense',
  family: 'layers',
  description:
    'Every unit sees every number of the layer before; of a sequence, every number of its own time step, with the same weights at each.',
  formula: 'h = φ(x·W + b)',
  source: 'Rumelhart, Hinton & Williams 1986',
  parameters: [
    {
      id: 'width',
      label: 'width',
      type: 'integer',
      default: 64,
      min: 1,
      max: 1024,
      slider: { min: 1, max: 1024, scale: 'logarithmic' },
      effect: 'rebuild',
      description: 'How many units the layer has.',
    },
    {
      id: 'bias',
      label: 'bias',
      type: 'boolean',
      default: true,
      effect: 'rebuild',
      description: 'Whether a number of its own is added to each unit.',
    },
    {
      id: 'biasSigma',
      label: 'bias σ',
      type: 'number',
      default: 0,
      min: 0,
      max: 100,
      slider: { min: 0, max: 2, scale: 'linear' },
      effect: 'rebuild',
      description: 'Standard deviation of the biases at the start; 0 starts them at 0. The theory’s σb.',
    },
  ],
  has: { activation: true, initializer: true, recurrentInitializer: false, stack: false },
  suitedNorm: 'layerNorm',
  template: {
    type: 'dense',
    repeat: 1,
    values: { width: 64, bias: true, biasSigma: 0 },
    activation,
    initializer,
  },
  expand(block, expansion) {
    const { inputShape, input } = expansion;
    const fanIn = inputShape.at(-1);
    if (inputShape.length > 2 || fanIn === undefined) {
      return expansion.fail(
        `A dense block takes a row of numbers or a sequence of them, but what comes in is ${inputShape.join(' × ')}. Put a flatten block before it.`,
        'flatten',
      );
    }
    const width = numberOf(block.values, 'width');
    const shape = [...inputShape.slice(0, -1), width];
    const fans = { fanIn, fanOut: width };
    const weights = {
      name: 'W',
      role: 'weights',
      shape: [fanIn, width],
      ...fans,
      initializer: block.initializer ?? initializer,
    } as const;
    const bias = biasParameter(width, fans, numberOf(block.values, 'biasSigma'));
    const output = expansion.add({
      kind: 'dense',
      role: 'dense',
      inputs: [input],
      inputShape,
      outputShape: shape,
      activation: block.activation ?? activation,
      parameters: booleanOf(block.values, 'bias') ? [weights, bias] : [weights],
    });
    return { output, shape };
  },
  kinds: ['dense'],
  summary: (block) => `${numberOf(block.values, 'width')} wide`,
};

export const denseKinds: Transformations = { dense: affine };
