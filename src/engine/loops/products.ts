/** Products of matrices in plain loops, summed in float64. */
import { fill, type Floats, type Store } from './store';

interface Matrix {
  readonly data: Floats;
  readonly first: number;
  readonly rows: number;
  readonly columns: number;
}

/**
 * out[m, n] (+0) = a·b; `first` is where each lies in its array. Four columns at a time: a sum waits for its last
 * addition, four sums do not wait for one another. Each is summed in the order of k, as it would be alone.
 */
function multiply(a: Matrix, b: Matrix, transposeA: boolean, transposeB: boolean, out: Matrix): void {
  const inner = transposeA ? a.rows : a.columns;
  const stepA = transposeA ? a.columns : 1;
  const stepB = transposeB ? 1 : b.columns;
  const nextB = transposeB ? b.columns : 1;
  const dataA = a.data;
  const dataB = b.data;
  const whole = out.columns - (out.columns % 4);
  for (let row = 0; row < out.rows; row++) {
    const startA = a.first + (transposeA ? row : row * a.columns);
    const startOut = out.first + row * out.columns;
    for (let column = 0; column < whole; column += 4) {
      let atA = startA;
      let atB = b.first + column * nextB;
      let sum0 = 0;
      let sum1 = 0;
      let sum2 = 0;
      let sum3 = 0;
      for (let k = 0; k < inner; k++, atA += stepA, atB += stepB) {
        const factor = dataA[atA] as number;
        sum0 += factor * (dataB[atB] as number);
        sum1 += factor * (dataB[atB + nextB] as number);
        sum2 += factor * (dataB[atB + 2 * nextB] as number);
        sum3 += factor * (dataB[atB + 3 * nextB] as number);
      }
      out.data[startOut + column] = sum0;
      out.data[startOut + column + 1] = sum1;
      out.data[startOut + column + 2] = sum2;
      out.data[startOut + column + 3] = sum3;
    }
    for (let column = whole; column < out.columns; column++) {
      let atA = startA;
      let atB = b.first + column * nextB;
      let sum = 0;
      for (let k = 0; k < inner; k++, atA += stepA, atB += stepB)
        sum += (dataA[atA] as number) * (dataB[atB] as number);
      out.data[startOut + column] = sum;
    }
  }
}

/** a·b for `examples` blocks of rows of each; see Ops.matMulEach. One example: the plain product. */
export function matMulEach<T>(
  store: Store<T>,
  a: T,
  b: T,
  examples: number,
  transposeA = false,
  transposeB = false,
): T {
  const [allRowsA, columnsA] = store.shapeOf(a);
  const [allRowsB, columnsB] = store.shapeOf(b);
  const rowsA = allRowsA / examples;
  const rowsB = allRowsB / examples;
  const rows = transposeA ? columnsA : rowsA;
  const columns = transposeB ? rowsB : columnsB;
  const [inner, innerB] = [transposeA ? rowsA : columnsA, transposeB ? columnsB : rowsB];
  if (inner !== innerB) throw new Error(`A product of inner lengths ${inner} and ${innerB}.`);
  return fill(store, examples * rows, columns, (out) => {
    const dataA = store.view(a);
    const dataB = store.view(b);
    for (let example = 0; example < examples; example++) {
      multiply(
        { data: dataA, first: example * rowsA * columnsA, rows: rowsA, columns: columnsA },
        { data: dataB, first: example * rowsB * columnsB, rows: rowsB, columns: columnsB },
        transposeA,
        transposeB,
        { data: out, first: example * rows * columns, rows, columns },
      );
    }
  });
}

/** Adds a bias [1, columns] to each row of z, in place. */
export function addBias(z: Floats, bias: Floats): void {
  for (let first = 0; first < z.length; first += bias.length) {
    for (let unit = 0; unit < bias.length; unit++)
      z[first + unit] = (z[first + unit] as number) + (bias[unit] as number);
  }
}
