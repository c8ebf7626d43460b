/** Reading what stands in a record or list by its name or place; what is missing is a mistake of the house. */
import type { Values } from './types';

export function numberOf(values: Values, id: string): number {
  const value = values[id];
  if (typeof value !== 'number')
    throw new Error(`The value “${id}” should be a number and is ${String(value)}.`);
  return value;
}

export function booleanOf(values: Values, id: string): boolean {
  const value = values[id];
  if (typeof value !== 'boolean')
    throw new Error(`The value “${id}” should be true or false and is ${String(value)}.`);
  return value;
}

/** record[name]; throws where there is none. */
export function named<T>(record: Readonly<Record<string, T>>, name: string): T {
  const found = record[name];
  if (found === undefined)
    throw new Error(`“${name}” is missing among ${Object.keys(record).join(', ') || 'nothing'}.`);
  return found;
}

/** list[index]; throws where there is none. */
export function at<T>(list: readonly T[], index: number): T {
  const found = list[index];
  if (found === undefined) throw new Error(`Number ${index} of ${list.length} was asked for.`);
  return found;
}
