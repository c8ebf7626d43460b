import type { Transformation, Transformations } from '../ops';
import type { BlockEntry, Choice } from '../types';
import { at, booleanOf, named, numberOf } from '../values';
import { biasParameter } from './bias';
import { imageShape, outputOf, windowOf } from './windows';

/** z = patches(x)·W + b: at each place one product of what the window sees, with W [size²·in, out]. */
const convolution: Transformation = {
  forward({ ops, inputs, parameters, layer, saved }) {
    const seen = ops.patches(at(inputs, 0), windowOf(layer)); // [batch·places, size²·in]
    saved.patches = seen;
    return ops.dense(seen, named(parameters, 'W'), parameters['b'] ?? null); // [batch·places, out]
  },
  backward({ ops, gradient, parameters, layer, saved, wanted }) {
    const seen = named(saved, 'patches');
    return {
      // ∂L/∂x: what each patch received, summed where patches overlap.
      inputs: [
        wanted[0]
          ? ops.sumPatches(ops.matMul(gradient, named(parameters, 'W'), false, true), windowOf(layer))
          : null,
      ],
      parameters: {
        W: ops.matMul(seen, gradient, true, false), // ∂L/∂W = patches(x)ᵀ · ∂L/∂z
        ...('b' in parameters ? { b: ops.sumOverRows(gradient) } : {}),
      },
    };
  },
};

const activation: Choice = { kind: 'relu' };
const initializer: Choice = { kind: 'heNormal' };
const SIZES = { '1×1': 1, '3×3': 3, '5×5': 5 } as const;

export const conv2d: BlockEntry = {
  id: 'conv2d',
  label: 'convolution',
  family: 'images',
  description: 'Looks at a small window of the image at a time, everywhere with the same weights.',
  formula: 'h = φ(Σ x[window]·W + b)',
  source: 'LeCun et al. 1998, §II-A',
  parameters: [
    {
      id: 'filters',
      label: 'filters',
      type: 'integer',
      default: 16,
      min: 1,
      max: 128,
      slider: { min: 1, max: 64, scale: 'logarithmic' },
      effect: 'rebuild',
      description: 'How many channels it hands on.',
    },
    {
      id: 'kernel',
      label: 'window',
      type: 'choice',
      default: '3×3',
      choices: Object.keys(SIZES),
      effect: 'rebuild',
      description: 'How much of the image one unit sees.',
    },
    {
      id: 'stride',
      label: 'stride',
      type: 'integer',
      default: 1,
      min: 1,
      max: 4,
      slider: { min: 1, max: 4, scale: 'linear' },
      effect: 'rebuild',
      description: 'How far the window moves from place to place; 2 halves the image.',
    },
    {
      id: 'padding',
      label: 'edges',
      type: 'choice',
      default: 'same',
      choices: ['same', 'valid'],
      effect: 'rebuild',
      description: 'same: zeros around the image keep its size. valid: the window stays inside.',
    },
    {
      id: 'bias',
      label: 'bias',
      type: 'boolean',
      default: true,
      effect: 'rebuild',
      description: 'Whether a number of its own is added to each channel.',
    },
  ],
  has: { activation: true, initializer: true, recurrentInitializer: false, stack: false },
  suitedNorm: 'batchNorm',
  template: {
    type: 'conv2d',
    repeat: 1,
    values: { filters: 16, kernel: '3×3', stride: 1, padding: 'same', bias: true },
    activation,
    initializer,
  },
  expand(block, expansion) {
    const { input } = expansion;
    const inputShape = imageShape(expansion, 'A convolution');
    const filters = numberOf(block.values, 'filters');
    const size = sizeOf(block.values['kernel']);
    const slide = {
      size,
      stride: numberOf(block.values, 'stride'),
      padding: block.values['padding'] === 'same' ? (size - 1) / 2 : 0,
    };
    const shape = outputOf(expansion, slide, filters, 'A window');
    const fans = { fanIn: size * size * inputShape[2], fanOut: size * size * filters };
    const weights = {
      name: 'W',
      role: 'weights',
      shape: [size, size, inputShape[2], filters],
      ...fans,
      initializer: block.initializer ?? initializer,
    } as const;
    const output = expansion.add({
      kind: 'conv',
      role: 'conv',
      inputs: [input],
      inputShape,
      outputShape: shape,
      activation: block.activation ?? activation,
      parameters: booleanOf(block.values, 'bias') ? [weights, biasParameter(filters, fans)] : [weights],
      values: slide,
    });
    return { output, shape };
  },
  kinds: ['conv'],
  summary: ({ values }) => `${numberOf(values, 'filters')} of ${String(values['kernel'])}`,
};

function sizeOf(kernel: unknown): number {
  const found = Object.entries(SIZES).find(([name]) => name === kernel);
  if (!found) throw new Error(`A convolution has no window “${String(kernel)}”.`);
  return found[1];
}

export const conv2dKinds: Transformations = { conv: convolution };
