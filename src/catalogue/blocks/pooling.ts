/** Pooling: each window of an image is handed on as one number a channel. What both kinds have in common. */
import type { Algebra } from '../algebra';
import type { Pointwise, Transformation, Transformations } from '../ops';
import type { BlockEntry, Entry, Layer } from '../types';
import { at, named, numberOf } from '../values';
import { imageShape, outputOf, windowOf } from './windows';

/** What it does to a window. */
export interface Pooling {
  readonly id: string;
  /** One number from those of the window. */
  pool<N>(algebra: Algebra<N>, seen: readonly N[]): N;
  /** What the number at `place` of the window receives of the gradient. */
  share<N>(algebra: Algebra<N>, gradient: N, seen: readonly N[], place: number): N;
}

export function poolingKinds(kind: Pooling): Transformations {
  const places = (layer: Layer) => numberOf(layer.values, 'size') ** 2;
  const seenBy = <N>(at: (input: number, block?: number) => N, count: number): N[] =>
    Array.from({ length: count }, (_, place) => at(0, place));

  const transformation: Transformation = {
    forward({ ops, inputs, layer, saved }) {
      const seen = ops.patches(at(inputs, 0), windowOf(layer)); // [batch·places, size²·channels]
      saved.patches = seen;
      const count = places(layer);
      const pool: Pointwise = (algebra, read) => kind.pool(algebra, seenBy(read, count));
      return ops.pointwise(
        `${kind.id} ${count}`,
        windowOf(layer).channels,
        [{ tensor: seen, per: 'entry' }],
        [pool],
      );
    },
    backward({ ops, gradient, layer, saved, wanted }) {
      if (!wanted[0]) return { inputs: [null], parameters: {} };
      const count = places(layer);
      const shares = Array.from(
        { length: count },
        (_, place): Pointwise =>
          (algebra, read) =>
            kind.share(algebra, read(1), seenBy(read, count), place),
      );
      const toPatches = ops.pointwise(
        `${kind.id} backward ${count}`,
        windowOf(layer).channels,
        [
          { tensor: named(saved, 'patches'), per: 'entry' },
          { tensor: gradient, per: 'entry' },
        ],
        shares,
      );
      return { inputs: [ops.sumPatches(toPatches, windowOf(layer))], parameters: {} };
    },
  };
  return { [kind.id]: transformation };
}

export function poolingBlock(kind: Omit<Entry, 'parameters'>): BlockEntry {
  return {
    ...kind,
    family: 'images',
    parameters: [
      {
        id: 'size',
        label: 'window',
        type: 'integer',
        default: 2,
        min: 2,
        max: 4,
        slider: { min: 2, max: 4, scale: 'linear' },
        effect: 'rebuild',
        description: 'Side of the window, which moves by as much: 2 halves the image.',
      },
    ],
    has: { activation: false, initializer: false, recurrentInitializer: false, stack: false },
    template: { type: kind.id, repeat: 1, values: { size: 2 } },
    expand(block, expansion) {
      const inputShape = imageShape(expansion, 'Pooling');
      const size = numberOf(block.values, 'size');
      const slide = { size, stride: size, padding: 0 };
      const shape = outputOf(expansion, slide, inputShape[2], 'A window');
      const output = expansion.add({
        kind: kind.id,
        role: 'pool',
        inputs: [expansion.input],
        inputShape,
        outputShape: shape,
        activation: null,
        parameters: [],
        values: slide,
        continues: true,
      });
      return { output, shape };
    },
    kinds: [kind.id],
    summary: ({ values }) => `${numberOf(values, 'size')}×${numberOf(values, 'size')}`,
  };
}
