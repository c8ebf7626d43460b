/** Computations entry by entry, and their sums along rows and columns, in loops over float64. */
import type { Operand, Pointwise } from '../../catalogue/ops';
import { CHUNK, type Compiled, compile } from './instructions';
import { fill, type Floats, type Store } from './store';

/** Compiled once a name, as on WebGL. */
const programs = new Map<string, Compiled>();

function programOf(name: string, functions: readonly Pointwise[]): Compiled {
  const key = `${functions.length} ${name}`;
  const found = programs.get(key);
  if (found) return found;
  const made = compile(functions);
  programs.set(key, made);
  return made;
}

/** Rows of the first operand that is read per entry. */
function rowsOf<T>(store: Store<T>, operands: readonly Operand<T>[]): number {
  const main = operands.find(({ per }) => per === 'entry') ?? operands[0];
  if (!main) throw new Error('A computation without operands.');
  return store.shapeOf(main.tensor)[0];
}

interface Area {
  readonly row: number;
  readonly rows: number;
  readonly column: number;
  readonly columns: number;
}

/** All of a matrix in areas of at most CHUNK entries: some whole rows, or a part of one. */
function areasOf(rows: number, columns: number): Area[] {
  const areas: Area[] = [];
  if (columns <= CHUNK) {
    const most = Math.floor(CHUNK / columns);
    for (let row = 0; row < rows; row += most)
      areas.push({ row, rows: Math.min(most, rows - row), column: 0, columns });
    return areas;
  }
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column += CHUNK)
      areas.push({ row, rows: 1, column, columns: Math.min(CHUNK, columns - column) });
  }
  return areas;
}

/** Copies `rows` runs of `count` entries, `perRow` apart, one behind the other. */
function gather(
  to: Float64Array,
  from: Floats,
  first: number,
  perRow: number,
  rows: number,
  count: number,
): void {
  if (perRow === count) {
    for (let index = 0; index < rows * count; index++) to[index] = from[first + index] as number;
    return;
  }
  for (let row = 0; row < rows; row++) {
    const start = first + row * perRow;
    for (let index = 0; index < count; index++) to[row * count + index] = from[start + index] as number;
  }
}

/** The way back. */
function scatter(
  to: Floats,
  first: number,
  perRow: number,
  rows: number,
  count: number,
  from: Float64Array,
): void {
  for (let row = 0; row < rows; row++) {
    const start = first + row * perRow;
    for (let index = 0; index < count; index++) to[start + index] = from[row * count + index] as number;
  }
}

/** Computes area by area; `take` finds the results in the program's registers, row by row. */
function compute<T>(
  store: Store<T>,
  program: Compiled,
  rows: number,
  width: number,
  operands: readonly Operand<T>[],
  take: (area: Area, results: readonly Float64Array[]) => void,
): void {
  const read = operands.map(({ tensor, per }) => ({
    data: store.view(tensor),
    perRow: store.shapeOf(tensor)[1],
    per,
  }));
  const loads = program.loads.map(({ register, input, block }) => {
    const operand = read[input];
    if (!operand) throw new Error(`Operand ${input} of ${read.length} was asked for.`);
    const { data, perRow, per } = operand;
    return { to: program.registers[register] as Float64Array, data, perRow, per, block }; // of the same program
  });
  const results = program.results.map((register) => program.registers[register] as Float64Array);
  for (const area of areasOf(rows, width)) {
    for (const { to, data, perRow, per, block } of loads) {
      if (per === 'row') {
        for (let row = 0; row < area.rows; row++)
          to.fill(
            data[(area.row + row) * perRow + block] as number,
            row * area.columns,
            (row + 1) * area.columns,
          );
        continue;
      }
      const column = block * width + area.column;
      // A row of numbers for whole columns stands still.
      if (per === 'column') gather(to, data, column, 0, area.rows, area.columns);
      else gather(to, data, area.row * perRow + column, perRow, area.rows, area.columns);
    }
    program.run(area.rows * area.columns);
    take(area, results);
  }
}

export function pointwise<T>(
  store: Store<T>,
  name: string,
  width: number,
  operands: readonly Operand<T>[],
  blocks: readonly Pointwise[],
): T {
  const rows = rowsOf(store, operands);
  const perRow = width * blocks.length;
  return fill(store, rows, perRow, (out: Floats) => {
    compute(
      store,
      programOf(`pointwise ${name}`, blocks),
      rows,
      width,
      operands,
      ({ row, rows: count, column, columns }, results) => {
        results.forEach((result, block) => {
          scatter(out, row * perRow + block * width + column, perRow, count, columns, result);
        });
      },
    );
  });
}

export function reduceColumns<T>(
  store: Store<T>,
  name: string,
  columns: number,
  operands: readonly Operand<T>[],
  terms: readonly Pointwise[],
  how: 'sum' | 'max',
): T {
  const rows = rowsOf(store, operands);
  return fill(store, rows, terms.length, (out) => {
    const reduced = new Float64Array(rows * terms.length).fill(how === 'sum' ? 0 : Number.NEGATIVE_INFINITY);
    compute(store, programOf(`reduceColumns ${name}`, terms), rows, columns, operands, (area, results) => {
      results.forEach((result, term) => {
        for (let row = 0; row < area.rows; row++) {
          const place = (area.row + row) * terms.length + term;
          let value = reduced[place] as number;
          for (let index = row * area.columns; index < (row + 1) * area.columns; index++) {
            const next = result[index] as number;
            // Written so that a NaN stays.
            value = how === 'sum' ? value + next : next <= value ? value : next > value ? next : Number.NaN;
          }
          reduced[place] = value;
        }
      });
    });
    out.set(reduced);
  });
}

export function reduceRows<T>(
  store: Store<T>,
  name: string,
  width: number,
  operands: readonly Operand<T>[],
  terms: readonly Pointwise[],
): T {
  const rows = rowsOf(store, operands);
  return fill(store, 1, terms.length * width, (out) => {
    const sums = new Float64Array(terms.length * width);
    compute(store, programOf(`reduceRows ${name}`, terms), rows, width, operands, (area, results) => {
      results.forEach((result, term) => {
        for (let row = 0; row < area.rows; row++) {
          for (let column = 0; column < area.columns; column++) {
            const place = term * width + area.column + column;
            sums[place] = (sums[place] as number) + (result[row * area.columns + column] as number);
          }
        }
      });
    });
    out.set(sums);
  });
}
