/** What training does to matrices besides multiplying them, as kernels: turned over, and summed over their rows. */
import {
  add,
  addIntegers,
  constantPair,
  integer,
  isBelow,
  type Kernel,
  kernel,
  loadFour,
  loadPair,
  type Local,
  loop,
  pickFour,
  storeFour,
  storePair,
  subtractIntegers,
} from './assemble';

const ROW_OF_FOUR = 16; // bytes
/** Columns that are summed side by side, in bytes: in pairs. */
const PAIRS = [0, 8, 16, 24];
export const COLUMNS_A_TURN = 2 * PAIRS.length;

/** Rows and columns in fours, read and written in squares. Its parameters: from, to, and of each its rows' bytes. */
const transpose: Kernel = kernel('transpose', ['i32', 'i32', 'i32', 'i32'], (parameters, local) => {
  const [from, to, rowOfFrom, rowOfTo] = parameters as [Local, Local, Local, Local]; // as listed
  const [top, out, column, row] = [local('i32'), local('i32'), local('i32'), local('i32')];
  const [a, b, c, d] = [local('v128'), local('v128'), local('v128'), local('v128')];
  const [ab, AB, cd, CD] = [local('v128'), local('v128'), local('v128'), local('v128')];
  const down = (place: Local, by: Local) => place.set(addIntegers(place.get, by.get));
  return [
    row.set(integer(0)),
    loop(
      [
        out.set(addIntegers(to.get, row.get)),
        column.set(integer(0)),
        loop(
          [
            top.set(addIntegers(from.get, column.get)),
            ...[a, b, c, d].flatMap((four) => [four.set(loadFour(top.get)), down(top, rowOfFrom)]),
            // The rows' numbers side by side in twos, and then in fours.
            ab.set(pickFour(a.get, b.get, [0, 4, 1, 5])),
            AB.set(pickFour(a.get, b.get, [2, 6, 3, 7])),
            cd.set(pickFour(c.get, d.get, [0, 4, 1, 5])),
            CD.set(pickFour(c.get, d.get, [2, 6, 3, 7])),
            ...(
              [
                [ab, cd, [0, 1, 4, 5]],
                [ab, cd, [2, 3, 6, 7]],
                [AB, CD, [0, 1, 4, 5]],
                [AB, CD, [2, 3, 6, 7]],
              ] as const
            ).flatMap(([first, second, places]) => [
              storeFour(out.get, pickFour(first.get, second.get, places)),
              down(out, rowOfTo),
            ]),
            column.set(addIntegers(column.get, integer(ROW_OF_FOUR))),
          ],
          isBelow(column.get, rowOfFrom.get),
        ),
        ...[1, 2, 3, 4].map(() => down(from, rowOfFrom)),
        row.set(addIntegers(row.get, integer(ROW_OF_FOUR))),
      ],
      isBelow(row.get, rowOfTo.get),
    ),
  ];
});

/** Each column's sum in float64, from the first row on. Its parameters: from, to, how many rows, a row's bytes (pairs must fill it). */
const sumOverRows: Kernel = kernel('sumOverRows', ['i32', 'i32', 'i32', 'i32'], (parameters, local) => {
  const [from, to, rows, bytes] = parameters as [Local, Local, Local, Local]; // as listed
  const [column, place, left] = [local('i32'), local('i32'), local('i32')];
  const sums = PAIRS.map((offset) => ({ offset, sum: local('v128') }));
  return [
    column.set(integer(0)),
    loop(
      [
        ...sums.map(({ sum }) => sum.set(constantPair(0))),
        place.set(addIntegers(from.get, column.get)),
        left.set(rows.get),
        loop(
          [
            ...sums.map(({ sum, offset }) => sum.set(add(sum.get, loadPair(place.get, offset)))),
            place.set(addIntegers(place.get, bytes.get)),
            left.set(subtractIntegers(left.get, integer(1))),
          ],
          left.get,
        ),
        ...sums.map(({ sum, offset }) => storePair(addIntegers(to.get, column.get), sum.get, offset)),
        column.set(addIntegers(column.get, integer(4 * COLUMNS_A_TURN))),
      ],
      isBelow(column.get, bytes.get),
    ),
  ];
});

export const matrixKernels: readonly Kernel[] = [transpose, sumOverRows];
export type MatrixKernelName = 'transpose' | 'sumOverRows';
