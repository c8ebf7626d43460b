/** Computations entry by entry, and their sums along rows and columns, in plain loops over float64. */
import type { Operand, Pointwise } from '../../catalogue/ops';
import { numberAlgebra } from './numberAlgebra';
import { fill, type Floats, type Store } from './store';

/** Reads the operands at a place that is moved along. */
class Reader {
  row = 0;
  column = 0;
  private readonly inputs: readonly {
    readonly data: Floats;
    readonly perRow: number;
    readonly per: Operand<unknown>['per'];
  }[];

  constructor(
    inputs: readonly (Omit<Operand<unknown>, 'tensor'> & {
      readonly data: Floats;
      readonly perRow: number;
    })[],
    private readonly width: number,
  ) {
    this.inputs = inputs;
  }

  readonly at = (input: number, block = 0): number => {
    const { data, perRow, per } = this.inputs[input] as (typeof this.inputs)[number]; // entries name their own inputs
    const index =
      per === 'row'
        ? this.row * perRow + block
        : (per === 'column' ? 0 : this.row * perRow) + block * this.width + this.column;
    return data[index] as number;
  };
}

function readerOf<T>(store: Store<T>, operands: readonly Operand<T>[], width: number): Reader {
  return new Reader(
    operands.map(({ tensor, per }) => ({ data: store.view(tensor), perRow: store.shapeOf(tensor)[1], per })),
    width,
  );
}

/** Rows of the first operand that is read per entry. */
function rowsOf<T>(store: Store<T>, operands: readonly Operand<T>[]): number {
  const main = operands.find(({ per }) => per === 'entry') ?? operands[0];
  if (!main) throw new Error('A computation without operands.');
  return store.shapeOf(main.tensor)[0];
}

export function pointwise<T>(
  store: Store<T>,
  width: number,
  operands: readonly Operand<T>[],
  blocks: readonly Pointwise[],
): T {
  const rows = rowsOf(store, operands);
  const columns = width * blocks.length;
  return fill(store, rows, columns, (out) => {
    const reader = readerOf(store, operands, width);
    blocks.forEach((compute, block) => {
      for (reader.row = 0; reader.row < rows; reader.row++) {
        const first = reader.row * columns + block * width;
        for (reader.column = 0; reader.column < width; reader.column++)
          out[first + reader.column] = compute(numberAlgebra, reader.at);
      }
    });
  });
}

export function reduceColumns<T>(
  store: Store<T>,
  columns: number,
  operands: readonly Operand<T>[],
  terms: readonly Pointwise[],
  how: 'sum' | 'max',
): T {
  const rows = rowsOf(store, operands);
  return fill(store, rows, terms.length, (out) => {
    const reader = readerOf(store, operands, columns);
    terms.forEach((compute, term) => {
      for (reader.row = 0; reader.row < rows; reader.row++) {
        let result = how === 'sum' ? 0 : Number.NEGATIVE_INFINITY;
        for (reader.column = 0; reader.column < columns; reader.column++) {
          const value = compute(numberAlgebra, reader.at);
          // Written so that a NaN stays.
          result =
            how === 'sum' ? result + value : value <= result ? result : value > result ? value : Number.NaN;
        }
        out[reader.row * terms.length + term] = result;
      }
    });
  });
}

export function reduceRows<T>(
  store: Store<T>,
  width: number,
  operands: readonly Operand<T>[],
  terms: readonly Pointwise[],
): T {
  const rows = rowsOf(store, operands);
  return fill(store, 1, terms.length * width, (out) => {
    const reader = readerOf(store, operands, width);
    const sums = new Float64Array(terms.length * width);
    terms.forEach((compute, term) => {
      for (reader.row = 0; reader.row < rows; reader.row++) {
        for (reader.column = 0; reader.column < width; reader.column++) {
          const place = term * width + reader.column;
          sums[place] = (sums[place] as number) + compute(numberAlgebra, reader.at);
        }
      }
    });
    out.set(sums);
  });
}
