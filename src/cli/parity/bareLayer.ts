/** Layers that hold nothing but parameters, for what is compared without a network. */
import type { Choice, Layer, LayerParameter } from '../../catalogue/types';
import type { UpdateSettings } from '../../engine/device';
import { sizeOf } from './numbers';

type Held = Pick<LayerParameter, 'shape'> & Partial<Pick<LayerParameter, 'fanIn' | 'fanOut' | 'initializer'>>;

/** One layer for each, its parameter called `p`; together they lie in one flat vector. */
export function bareLayers(held: readonly Held[]): Layer[] {
  let end = 0;
  return held.map(({ shape, fanIn = 1, fanOut = 1, initializer = ZEROS }, index) => {
    const size = sizeOf(shape);
    const offset = end;
    end += size;
    const name = `bare${index + 1}`;
    return {
      id: name,
      name,
      kind: 'dense',
      blockId: name,
      repetition: 0,
      inputs: [-1],
      inputShape: [1],
      outputShape: [1],
      activation: null,
      parameters: [
        { name: 'p', path: `${name}/p`, role: 'weights', shape, fanIn, fanOut, offset, size, initializer },
      ],
      parametersOf: index,
      state: [],
      values: {},
      place: 'trunk',
      number: index + 1,
      junction: null,
      time: null,
    };
  });
}

const ZEROS: Choice = { kind: 'zeros' };

/** The last axis against all others: what the device takes a tensor of any shape for. */
export const matrixOf = (shape: readonly number[]): [number, number] => {
  const columns = shape.length > 1 ? (shape.at(-1) ?? 1) : sizeOf(shape);
  return [sizeOf(shape) / columns, columns];
};

/** Plain gradient descent with rate 1: the parameters move by the gradient itself. */
export const SETTINGS: UpdateSettings = {
  optimizer: { kind: 'sgd' },
  learningRate: 1,
  weightDecay: 0,
  clipping: { kind: 'none' },
  skipNonFinite: false,
  update: 0,
};
