/** Numbers and tensors as the reference files write them. */
import type { Num, TensorJson } from './formats';

export const num = (value: Num | undefined): number => (value === undefined ? Number.NaN : Number(value));

export const sizeOf = (shape: readonly number[]): number =>
  shape.reduce((product, length) => product * length, 1);

/** Throws a sentence where the numbers do not fill the shape. */
export function numbers(json: TensorJson, name: string): Float32Array {
  const { unit = 1 } = json;
  const values =
    json.integers?.map((integer) => integer * unit) ?? json.classes ?? (json.values ?? []).map(num);
  if (values.length !== sizeOf(json.shape))
    throw new BrokenFile(`${name} has ${values.length} numbers for the shape [${json.shape.join(', ')}].`);
  return Float32Array.from(values);
}

/** Classes become one-hot rows. */
export function targetsOf(json: TensorJson, outputs: number, name: string): Float32Array {
  const raw = numbers(json, name);
  if (!json.classes) return raw;
  return Float32Array.from({ length: raw.length * outputs }, (_, index) =>
    raw[Math.floor(index / outputs)] === index % outputs ? 1 : 0,
  );
}

/** A file that cannot be compared because it is not what the format says. `message` is a sentence. */
export class BrokenFile extends Error {
  override readonly name = 'BrokenFile';
}

/** A file that needs what the catalogue does not have yet. `message` says what: `block lstm`. */
export class NotThereYet extends Error {
  override readonly name = 'NotThereYet';
}
