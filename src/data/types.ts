/** Data as the engine takes it: plain typed arrays, already standardized and split. */
import type { Parameter, Values } from '../catalogue/types';

export interface Split {
  /** Row-major [count, ...inputShape]. */
  readonly x: Float32Array;
  /** Row-major [count, outputs]: numbers, 0/1 labels, or one-hot classes. Read-out: R, [count, readOutColumns]. */
  readonly y: Float32Array;
  readonly count: number;
}

export interface Data {
  readonly inputShape: readonly number[];
  /** How many numbers the network's output layer has (1 for binary; the classes; the regressed numbers). 0: read-out, no output layer. */
  readonly outputs: number;
  /** Where the network answers at each time step of a sequence: how many steps. y is then [count, outputSteps, outputs]. */
  readonly outputSteps?: number;
  /** Read-out only: how wide R was made. A network takes the first columns of each row, as many as its last hidden layer is wide. */
  readonly readOutColumns?: number;
  readonly task: 'classes' | 'binary' | 'regression' | 'readOut';
  readonly train: Split;
  readonly heldOut: Split;
  /** Names of the classes ('0' … '9'; 'malignant'). */
  readonly classNames: readonly string[];
  /** What the picture's numbers are, where that is not plain: a sentence. */
  readonly unit?: string;
  /** How the prediction is drawn. */
  readonly picture:
    | { readonly kind: 'plane'; readonly extent: number } // 2 inputs: decision boundary over [−extent, extent]²
    | { readonly kind: 'curve'; readonly extent: number } // 1 input: fitted curve
    | { readonly kind: 'images'; readonly width: number; readonly height: number } // pixels with guesses
    | { readonly kind: 'table' } // confusion of held-out rows
    | { readonly kind: 'scatter' } // one number said of each held-out row against what it is
    | { readonly kind: 'none' }; // noise with the read-out
  /** Raw pixels or inputs of the held-out rows as a person would see them (0…1), where that differs from x. */
  readonly heldOutPictures?: Float32Array;
}

export interface Dataset {
  readonly id: string;
  readonly label: string;
  /** What one row is called in a sentence: 'digits', 'points'. */
  readonly noun: string;
  readonly description: string;
  readonly source: string;
  readonly parameters: readonly Parameter[];
  /** The losses that fit, the usual one first. */
  readonly losses: readonly string[];
  /** Where they hang on what was chosen: those of `losses` that fit these values. */
  lossesFor?(values: Values): readonly string[];
  /** Real data arrive through a loader (a fetch on the page, a file in Node); others are computed. */
  readonly file?: string;
  /** Same seed, same data, on every machine. `file`: the packed bytes, where the set has a file. */
  make(values: Values, seed: number, file?: Uint8Array): Data;
  /** The user's own file: the script that makes its data in place of `make`, read when it is needed. */
  own?(): Promise<Dataset['make']>;
}

/** Data that cannot be had. `message` is a sentence for the reader. */
export class DataError extends Error {
  override readonly name = 'DataError';
  constructor(
    message: string,
    /** What to do, where that is not in the message. */
    readonly remedy?: string,
  ) {
    super(message);
  }
}

/** The bytes a set was given; throws where it needs a file and got none. */
export function fileOf(set: Dataset, file: Uint8Array | undefined): Uint8Array {
  if (!file) throw new DataError(`${set.label} come from the file ${set.file ?? ''}, which was not loaded.`);
  return file;
}

/** The losses that fit the set as it was chosen, the usual one first. */
export const fittingLosses = (set: Dataset, values: Values): readonly string[] =>
  set.lossesFor?.(values) ?? set.losses;
