import type { Transformation, Transformations } from '../ops';
import type { BlockEntry, Choice, LayerParameter } from '../types';
import { at, numberOf } from '../values';

/** y = H ⊙ t + x ⊙ (1 − t). The inputs are x, H and t, all [rows, channels]. */
const carryAndTransform: Transformation = {
  forward({ ops, inputs }) {
    const [x, transform, gate] = [at(inputs, 0), at(inputs, 1), at(inputs, 2)];
    const operands = [x, transform, gate].map((tensor) => ({ tensor, per: 'entry' }) as const);
    return ops.pointwise('carry and transform', ops.shapeOf(x)[1], operands, [
      (algebra, read) => {
        const carry = algebra.subtract(algebra.constant(1), read(2));
        return algebra.add(algebra.multiply(read(1), read(2)), algebra.multiply(read(0), carry));
      },
    ]);
  },
  // ∂L/∂x = ∂L/∂y ⊙ (1 − t), the carry's share; ∂L/∂H = ∂L/∂y ⊙ t; ∂L/∂t = ∂L/∂y ⊙ (H − x).
  backward({ ops, inputs, gradient, wanted }) {
    const [x, transform, gate] = [at(inputs, 0), at(inputs, 1), at(inputs, 2)];
    const width = ops.shapeOf(x)[1];
    const atGate = [gradient, gate].map((tensor) => ({ tensor, per: 'entry' }) as const);
    const ofGate = [gradient, transform, x].map((tensor) => ({ tensor, per: 'entry' }) as const);
    return {
      inputs: [
        wanted[0]
          ? ops.pointwise('carry’s share', width, atGate, [
              (algebra, read) => algebra.multiply(read(0), algebra.subtract(algebra.constant(1), read(1))),
            ])
          : null,
        ops.pointwise('product', width, atGate, [(algebra, read) => algebra.multiply(read(0), read(1))]),
        ops.pointwise('gate’s share', width, ofGate, [
          (algebra, read) => algebra.multiply(read(0), algebra.subtract(read(1), read(2))),
        ]),
      ],
      parameters: {},
    };
  },
};

const activation: Choice = { kind: 'tanh' };
const initializer: Choice = { kind: 'glorotNormal' };

export const highway: BlockEntry = {
  id: 'highway',
  label: 'highway',
  family: 'shortcuts',
  description:
    'A gate for each unit decides how much of the input is carried on unchanged and how much is replaced by a dense layer.',
  formula: 'h = φ(x·W + b) ⊙ t + x ⊙ (1 − t),  t = σ(x·Wₜ + bₜ)',
  source: 'Srivastava, Greff & Schmidhuber 2015, eq. 3',
  parameters: [
    {
      id: 'gateBias',
      label: 'gate bias',
      type: 'number',
      default: -2,
      min: -20,
      max: 20,
      slider: { min: -8, max: 4, scale: 'linear' },
      effect: 'rebuild',
      description: 'Where the gates’ biases start: −2 carries 88 % of the input on, −4 98 %.',
    },
  ],
  has: { activation: true, initializer: true, recurrentInitializer: false, stack: false },
  template: { type: 'highway', repeat: 1, values: { gateBias: -2 }, activation, initializer },
  expand(block, expansion) {
    const { input, inputShape } = expansion;
    const width = inputShape.at(-1) ?? 1;
    const name = expansion.nextName('highway');
    const weights = { fanIn: width, fanOut: width, initializer: block.initializer ?? initializer };
    const matrix = { ...weights, name: 'W', role: 'weights', shape: [width, width] } as const;
    const vector = { ...weights, name: 'b', role: 'bias', shape: [width] } as const;
    /** A dense layer of the input’s own width; its parameters are called as PyTorch files do. */
    const inner = (role: string, phi: Choice, suffix: string, biasStart: Choice): number =>
      expansion.add({
        kind: 'dense',
        role,
        name: `${name} ${role}`,
        inputs: [input],
        inputShape,
        outputShape: inputShape,
        activation: phi,
        parameters: [
          { ...matrix, path: `${name}/W${suffix}` },
          { ...vector, path: `${name}/b${suffix}`, initializer: biasStart },
        ] satisfies readonly Omit<LayerParameter, 'offset' | 'size'>[],
        inner: true,
      });
    const gateBias: Choice = { kind: 'constant', value: numberOf(block.values, 'gateBias') };
    const transform = inner('transform', block.activation ?? activation, '', { kind: 'zeros' });
    const gate = inner('gate', { kind: 'sigmoid' }, 't', gateBias);
    const output = expansion.add({
      kind: 'highway',
      role: 'sum',
      name,
      inputs: [input, transform, gate],
      inputShape,
      outputShape: inputShape,
      activation: null,
      parameters: [],
      junction: { source: input, first: transform, last: gate, paths: ['carry', 'transform'] },
    });
    return { output, shape: inputShape };
  },
  kinds: ['highway'],
  summary: ({ values }) => `gate bias ${String(numberOf(values, 'gateBias')).replace('-', '−')}`,
};

export const highwayKinds: Transformations = { highway: carryAndTransform };
