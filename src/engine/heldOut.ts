/** What a network makes of rows it was not trained on, from its outputs in plain numbers. */
import { loss as lossEntry } from '../catalogue/registry';
import type { Choice } from '../catalogue/types';
import type { Data } from '../data/types';

/** The class guessed for each row: the largest output, or for one output whether it lies above the threshold. NO_GUESS where an output is NaN. */
export const NO_GUESS = 255;
export function guessesOf(outputs: Float32Array, count: number, data: Data, choice: Choice): Uint8Array {
  if (data.task !== 'classes' && data.task !== 'binary') return new Uint8Array();
  const width = outputs.length / count;
  // Binary cross-entropy takes logits; squared error is fitted to 0 and 1.
  const threshold = lossEntry(choice.kind).targets === 'binary' ? 0 : 0.5;
  return Uint8Array.from({ length: count }, (_, row) => {
    if (width === 1) {
      const output = outputs[row] as number;
      return Number.isNaN(output) ? NO_GUESS : output > threshold ? 1 : 0;
    }
    let best = 0;
    for (let place = 0; place < width; place++) {
      const output = outputs[row * width + place] as number;
      if (Number.isNaN(output)) return NO_GUESS;
      if (output > (outputs[row * width + best] as number)) best = place;
    }
    return best;
  });
}

/** Share of rows guessed right; NaN where nothing is guessed. */
export function accuracyOf(guesses: Uint8Array, targets: Float32Array): number {
  if (guesses.length === 0) return Number.NaN;
  const width = targets.length / guesses.length;
  let right = 0;
  guesses.forEach((guess, row) => {
    const truth =
      width === 1
        ? Number((targets[row] ?? 0) > 0.5)
        : targets.subarray(row * width, (row + 1) * width).indexOf(1);
    if (guess === truth) right++;
  });
  return right / guesses.length;
}

/** Inputs of the prediction's picture: a grid over the plane (rows from the top), or a line over the curve's extent. */
export function pictureInputs(
  data: Data,
): { readonly x: Float32Array; readonly count: number; readonly size: number } | null {
  const { picture } = data;
  if (picture.kind === 'plane') {
    const size = 32;
    const at = (index: number) => ((index + 0.5) / size) * 2 * picture.extent - picture.extent;
    const x = new Float32Array(2 * size * size);
    for (let row = 0; row < size; row++) {
      for (let column = 0; column < size; column++) {
        x[2 * (row * size + column)] = at(column);
        x[2 * (row * size + column) + 1] = -at(row);
      }
    }
    return { x, count: size * size, size };
  }
  if (picture.kind === 'curve') {
    const size = 96;
    const x = Float32Array.from(
      { length: size },
      (_, index) => (index / (size - 1)) * 2 * picture.extent - picture.extent,
    );
    return { x, count: size, size };
  }
  return null;
}
