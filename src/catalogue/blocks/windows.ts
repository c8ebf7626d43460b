/** Windows over images, shared by convolution and pooling. Shapes: [height, width, channels]. */
import type { Window } from '../ops';
import type { Expansion, Layer } from '../types';
import { numberOf } from '../values';

interface Slide {
  readonly size: number;
  readonly stride: number;
  /** Zeros before the first row and column, and as many after the last. */
  readonly padding: number;
}

/** How often a window fits, as PyTorch counts: what is left over at the end is not looked at. */
const places = (length: number, { size, stride, padding }: Slide): number =>
  Math.floor((length + 2 * padding - size) / stride) + 1;

/** What comes out of a window with `channels` numbers a place; fails where the image is smaller than the window. */
export function outputOf(expansion: Expansion, slide: Slide, channels: number, what: string): number[] {
  const [height = 0, width = 0] = expansion.inputShape;
  const shape = [places(height, slide), places(width, slide), channels];
  if (shape.some((length) => length < 1)) {
    return expansion.fail(
      `${what} of ${slide.size} × ${slide.size} does not fit into an image of ${height} × ${width}. ` +
        'Make it smaller, pad it, or take out a pooling block before it.',
    );
  }
  return shape;
}

/** The shape that comes in, if it is an image's; else the sentence. */
export function imageShape(expansion: Expansion, what: string): readonly [number, number, number] {
  const { inputShape } = expansion;
  const [height, width, channels] = inputShape;
  if (inputShape.length !== 3 || height === undefined || width === undefined || channels === undefined) {
    return expansion.fail(
      `${what} takes an image (height × width × channels), but what comes in is ${inputShape.join(' × ')}. ` +
        'Choose data that are images, or take it out.',
    );
  }
  return [height, width, channels];
}

export function windowOf({ inputShape, outputShape, values }: Layer): Window {
  const [height = 1, width = 1, channels = 1] = inputShape;
  const [outHeight = 1, outWidth = 1] = outputShape;
  return {
    height,
    width,
    channels,
    size: numberOf(values, 'size'),
    stride: numberOf(values, 'stride'),
    padding: numberOf(values, 'padding'),
    outHeight,
    outWidth,
  };
}
