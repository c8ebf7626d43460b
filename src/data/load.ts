/** From a chosen data set to its numbers. Page and worker fetch real data; Node reads them (loadNode.ts). */
import type { Values } from '../catalogue/types';
import { maybeDataset } from './registry';
import { bytesOfTwin, hasNoOrigin, type RunScript } from './twins';
import { DataError, type Data, type Dataset } from './types';

export interface DatasetChoice {
  readonly id: string;
  readonly values: Values;
}
export type ReadFile = (file: string) => Promise<Uint8Array>;

/**
 * The numbers of a chosen set. Rejects with DataError where there is no such set or its file does not arrive.
 * `own`: the user's file, where the set is one and its table does not stand in the values.
 */
export async function loadData(
  choice: DatasetChoice,
  seed: number,
  read: ReadFile,
  own?: Blob | null,
): Promise<Data> {
  const set = dataset(choice.id);
  const values = withDefaults(set, choice.values);
  if (set.own) {
    const make = await set.own();
    return make(values, seed, own ? new Uint8Array(await own.arrayBuffer()) : undefined);
  }
  const file = set.file === undefined ? undefined : await read(set.file);
  return set.make(values, seed, file);
}

/**
 * Reads packed files next to the page: `base` is the page's address (a worker has another, so it is handed over).
 * `run`: how a frame without an origin reads them.
 */
export function fetchFrom(base: string, run: RunScript): ReadFile {
  return async (file) => {
    const { href } = new URL(`data/${file}`, base);
    let response: Response;
    try {
      if (hasNoOrigin()) return await bytesOfTwin(href, run);
      response = await fetch(href);
    } catch {
      throw new DataError(
        `${file} could not be loaded. Is the connection gone? Computed sets such as the spirals need none.`,
      );
    }
    if (!response.ok)
      throw new DataError(`${file} could not be loaded: the server answered ${response.status}.`);
    return new Uint8Array(await response.arrayBuffer());
  };
}

/** The set of this id; throws DataError. */
export function dataset(id: string): Dataset {
  const set = maybeDataset(id);
  if (!set) throw new DataError(`There is no data set called “${id}”.`);
  return set;
}

/** The values of all its parameters: those given, the defaults for the rest. */
export function withDefaults(set: Dataset, values: Values): Values {
  return Object.fromEntries(
    set.parameters.map((parameter) => [parameter.id, values[parameter.id] ?? parameter.default]),
  );
}

/** Mean of x² over all entries: the theory's input scale. */
export function meanSquare(x: Float32Array): number {
  return x.reduce((sum, value) => sum + value * value, 0) / x.length;
}
