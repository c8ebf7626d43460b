/**
 * What recurrent blocks have in common. A block is expanded in time: one product brings the whole sequence in, then each
 * time step has its rows, which share the parameters of the first; the state before the sequence is 0 and no row.
 */
import type { Call, Transformation } from '../ops';
import type { Block, Expansion, LayerParameter, Parameter, RowSpec } from '../types';
import { at, named, numberOf } from '../values';

export const recurrentParameters: readonly Parameter[] = [
  {
    id: 'width',
    label: 'units',
    type: 'integer',
    default: 24,
    min: 1,
    max: 256,
    slider: { min: 1, max: 256, scale: 'logarithmic' },
    effect: 'rebuild',
    description: 'How many numbers the state has.',
  },
  {
    id: 'handsOn',
    label: 'hands on',
    type: 'choice',
    default: 'last',
    choices: ['last', 'sequence'],
    effect: 'rebuild',
    description:
      'last: the state after the last time step. sequence: the states of all time steps, for another recurrent block or for answers at each step.',
  },
];

/** A recurrent block while it is expanded. */
export interface Unrolled {
  /** As PyTorch files spell it: `lstm2`. */
  readonly name: string;
  readonly width: number;
  readonly steps: number;
  /** The row of x·Wx + b, [steps, gates · width]. */
  readonly projection: number;
  /** Adds a row of time step `step` (from 1), [width] unless it says otherwise; `word` tells rows of one step apart. */
  add(step: number, word: string, row: Omit<RowSpec, 'role' | 'name' | 'inputShape' | 'time'>): number;
  /** A matrix [width, gates · width] of the state before, drawn gate by gate. */
  recurrentWeights(gates: number): RowSpec['parameters'][number];
  /** What the block hands on, from the state's row of each step. */
  handOn(states: readonly number[]): { readonly output: number; readonly shape: readonly number[] };
}

/** Adds the projection of the whole sequence; `biases` holds what each gate's bias starts at. */
export function unroll(
  block: Block,
  expansion: Expansion,
  label: string,
  biases: readonly number[],
): Unrolled {
  const { input, inputShape } = expansion;
  const [steps = 0, features = 0] = inputShape;
  if (inputShape.length !== 2 || steps < 2) {
    return expansion.fail(
      `${label} takes a sequence, time steps × features, of at least two steps, but what comes in is ${inputShape.join(' × ')}. ` +
        'Choose data that are sequences, or let the recurrent block before it hand on its sequence.',
    );
  }
  const width = numberOf(block.values, 'width');
  const name = expansion.nextName(block.type);
  const columns = biases.length * width;
  const fans = { fanIn: features, fanOut: width };
  const weights = {
    name: 'W',
    path: `${name}/Wx`,
    role: 'weights',
    shape: [features, columns],
    ...fans,
    ...gatesOf(biases.map(() => 0)),
    initializer: block.initializer ?? { kind: 'glorotNormal' },
  } as const;
  const projection = expansion.add({
    kind: 'dense',
    role: 'projection',
    name: `${name} projection`,
    inputs: [input],
    inputShape,
    outputShape: [steps, columns],
    activation: null,
    parameters: [weights, biasOf('b', `${name}/b`, width, fans, biases)],
    inner: true,
  });
  return {
    name,
    width,
    steps,
    projection,
    add: (step, word, row) =>
      expansion.add({
        role: `step${step}${word}`,
        name: `${name}[${step}]${word === '' ? '' : ` ${word}`}`,
        inputShape: [width],
        time: { step, steps },
        ...row,
      }),
    recurrentWeights: (gates) => ({
      name: 'Wh',
      path: `${name}/Wh`,
      role: 'weights',
      shape: [width, gates * width],
      fanIn: width,
      fanOut: width,
      ...gatesOf(Array.from({ length: gates }, () => 0)),
      initializer: block.recurrentInitializer ?? { kind: 'orthogonal', gain: 1 },
    }),
    handOn(states) {
      const shape = [steps, width];
      if (block.values['handsOn'] !== 'sequence') return { output: at(states, steps - 1), shape: [width] };
      const output = expansion.add({
        kind: 'sequence',
        role: 'sequence',
        name: `${name} sequence`,
        inputs: states,
        inputShape: [width],
        outputShape: shape,
        activation: null,
        parameters: [],
        inner: true,
      });
      return { output, shape };
    },
  };
}

/** Zeros, and what each gate's bias starts at. */
export const biasOf = (
  name: string,
  path: string,
  width: number,
  fans: Pick<LayerParameter, 'fanIn' | 'fanOut'>,
  biases: readonly number[],
): RowSpec['parameters'][number] => ({
  name,
  path,
  role: 'bias',
  shape: [biases.length * width],
  ...fans,
  ...gatesOf(biases),
  initializer: { kind: 'zeros' },
});

/** One gate that starts at 0 is a matrix like any other. */
const gatesOf = (gates: readonly number[]): Pick<LayerParameter, 'gates'> =>
  gates.some((start) => start !== 0) || gates.length > 1 ? { gates } : {};

/** A first step has no state before it, hence no gradient for what the state is multiplied by. */
export const NONE: Readonly<Record<string, never>> = {};

/** The rows of the layer's own time step in an input that is a sequence. */
export function takeOwnStep<T>({ ops, inputs, layer }: Call<T>, input: number): T {
  const { step: own, steps } = timeOf(layer);
  return ops.takeStep(at(inputs, input), own - 1, steps);
}

/** ∂L/∂(that input): of the layer's own time step alone. */
export function stepGradient<T>(layer: Call<T>['layer'], gradient: T) {
  const { step: own, steps } = timeOf(layer);
  return { timeStep: own - 1, timeSteps: steps, gradient };
}

function timeOf({ name, time }: Call<unknown>['layer']) {
  if (!time) throw new Error(`${name} is no time step.`);
  return time;
}

/** z(t) = p(t) + h(t−1)·Wh, p being x·Wx + b: [batch, gates · width]. Inputs: h(t−1) (none at the first step), then the projection. */
export const stateProduct: Transformation = {
  forward(call) {
    const { ops, inputs, parameters } = call;
    const projected = takeOwnStep(call, inputs.length - 1);
    return inputs.length === 1
      ? projected
      : ops.add(projected, ops.matMul(at(inputs, 0), named(parameters, 'Wh')));
  },
  backward({ ops, gradient, inputs, layer, parameters }) {
    const toProjection = stepGradient(layer, gradient);
    if (inputs.length === 1) return { inputs: [toProjection], parameters: NONE };
    return {
      inputs: [ops.matMul(gradient, named(parameters, 'Wh'), false, true), toProjection], // ∂L/∂z · Whᵀ
      parameters: { Wh: ops.matMul(at(inputs, 0), gradient, true, false) }, // h(t−1)ᵀ · ∂L/∂z
    };
  },
};

/** The states of all time steps as one sequence [steps, width]. */
export const sequence: Transformation = {
  forward: ({ ops, inputs }) => ops.joinSteps(inputs),
  backward: ({ ops, gradient, inputs }) => ({
    inputs: inputs.map((_, step) => ops.takeStep(gradient, step, inputs.length)),
    parameters: {},
  }),
};

export const recurrentSummary = ({ values }: Block): string =>
  `${numberOf(values, 'width')} units${values['handsOn'] === 'sequence' ? ', hands on every step' : ''}`;
