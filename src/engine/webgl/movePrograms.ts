/** Taking packed matrices apart and putting them together: columns, time steps, rows. */
import { matrixProgram, TEXEL_OF_COLUMNS, TEXEL_OF_ENTRIES, TEXEL_OF_ROWS } from './matrixReads';
import type { Program } from './program';
import { variable } from './texels';

export function reshape(columnsBefore: number, rows: number, columns: number): Program {
  return matrixProgram(
    [rows, columns],
    1,
    `
float entryAt(int row, int column) {
  int place = row * ${columns} + column;
  int from = place / ${columnsBefore};
  return entryA(from, place - from * ${columnsBefore});
}${TEXEL_OF_ENTRIES}`,
  );
}

/** From the column in uniform `first` on. */
export function takeColumns(rows: number, count: number): Program {
  return matrixProgram(
    [rows, count],
    1,
    'vec4 texelAt(int row, int column) { return fourA(row, first + column); }',
    ['first'],
  );
}

export function joinColumns(rows: number, widths: readonly number[]): Program {
  let end = 0;
  const branches = widths.map((width, input) => {
    const first = end;
    end += width;
    return `if (column < ${end}) return column${variable(input)}(row, column - ${first});`;
  });
  return matrixProgram(
    [rows, end],
    widths.length,
    `
vec2 columnAt(int row, int column) {
  ${branches.join('\n  ')}
  return vec2(0.0);
}${TEXEL_OF_COLUMNS}`,
  );
}

/** Of [batch·steps, columns], the rows of the time step in uniform `at`. */
export function takeStep(batch: number, columns: number, steps: number): Program {
  return matrixProgram(
    [batch, columns],
    1,
    `vec2 rowAt(int example, int column) { return rowA(example * ${steps} + at, column); }${TEXEL_OF_ROWS}`,
    ['at'],
  );
}

/** Runs of time steps one after the other; each has its own matrix [batch·steps, columns] or, where `isZero`, none. */
export function joinSteps(
  batch: number,
  columns: number,
  runs: readonly { readonly steps: number; readonly isZero: boolean }[],
): Program {
  let end = 0;
  let inputs = 0;
  const branches = runs.map(({ steps, isZero }) => {
    const first = end;
    end += steps;
    const from = isZero
      ? 'vec2(0.0)'
      : `row${variable(inputs++)}(example * ${steps} + stepHere - ${first}, column)`;
    return `if (stepHere < ${end}) return ${from};`;
  });
  return matrixProgram(
    [batch * end, columns],
    inputs,
    `
vec2 rowAt(int row, int column) {
  int example = row / ${end};
  int stepHere = row - example * ${end};
  ${branches.join('\n  ')}
  return vec2(0.0);
}${TEXEL_OF_ROWS}`,
  );
}
