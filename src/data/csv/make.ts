/** A user's table as data: inputs and a number to be predicted standardized over the training rows, one split for all. */
import type { Values } from '../../catalogue/types';
import { fixedSplit } from '../packed';
import { type Data, DataError, type Split } from '../types';
import { type Column, readColumns } from './columns';
import { choiceIn, type Plan, plan } from './plan';
import { readTable, textOf } from './table';

/** A held-out value so many deviations away is as far as it gets: float32 must hold it. */
const FARTHEST = 1e6;

/** `file`: the bytes of the file, where its text does not stand in the values. */
export function makeCsv(values: Values, _seed: number, file?: Uint8Array): Data {
  const text = String(values.text ?? '');
  if (text === '' && !file?.length) throw missing(String(values.name ?? ''));
  const columns = readColumns(readTable(text === '' && file ? textOf(file) : text));
  const planned = plan(columns, choiceIn(values));
  const parts = fixedSplit('csv', planned.rows.length, planned.trainRows);
  const rowsOf = (part: Uint32Array) => part.map((place) => planned.rows[place] ?? 0);
  const [train, heldOut] = [rowsOf(parts.train), rowsOf(parts.heldOut)];
  const features = planned.inputs.flatMap(spread).map((read) => standardized(read, train));
  const target = targetOf(planned, train);
  const split = (rows: Uint32Array): Split => {
    const x = new Float32Array(rows.length * planned.width);
    rows.forEach((row, place) =>
      features.forEach((read, column) => (x[place * planned.width + column] = read(row))),
    );
    return { x, y: target.of(rows), count: rows.length };
  };
  const splits = { train: split(train), heldOut: split(heldOut) };
  return {
    inputShape: [planned.width],
    outputs: target.outputs,
    task: planned.task === 'classes' ? 'classes' : 'regression',
    ...splits,
    classNames: planned.classes,
    ...pictureOf(planned, [splits.train.x, splits.heldOut.x]),
  };
}

function missing(name: string): DataError {
  return name === ''
    ? new DataError('No file has been chosen yet.', 'Choose one under Data, or drop it here.')
    : new DataError(
        `This experiment was made with ${name}, which is too large for a link.`,
        'Drop that file here, or choose it under Data, to go on.',
      );
}

type Read = (row: number) => number;

/** A number is one input; words are one input each, 1 where the row has it. */
function spread({ kind, numbers, labels, classes }: Column): readonly Read[] {
  if (kind === 'number') return [(row) => numbers[row] ?? 0];
  return (classes ?? []).map((word) => (row) => (labels[row] === word ? 1 : 0));
}

/** Less its mean and divided by its deviation over these rows; a column that is constant there is 0. */
function standardized(read: Read, rows: Uint32Array): Read {
  const measured = Array.from(rows, read);
  const mean = measured.reduce((sum, value) => sum + value, 0) / measured.length;
  const variance = measured.reduce((sum, value) => sum + (value - mean) ** 2, 0) / measured.length;
  const deviation = Math.sqrt(variance) || 1;
  return (row) => Math.max(-FARTHEST, Math.min(FARTHEST, (read(row) - mean) / deviation));
}

function targetOf({ task, target, classes }: Plan, train: Uint32Array) {
  if (task === 'number') {
    const read = standardized((row) => target.numbers[row] ?? 0, train);
    return { outputs: 1, of: (rows: Uint32Array) => Float32Array.from(rows, read) };
  }
  const outputs = classes.length;
  return {
    outputs,
    of(rows: Uint32Array) {
      const y = new Float32Array(rows.length * outputs);
      rows.forEach((row, place) => (y[place * outputs + classes.indexOf(target.labels[row] ?? '')] = 1));
      return y;
    },
  };
}

/** One or two numbers can be drawn as they are; more are told as a table, or as said against true. */
function pictureOf(
  { inputs, target, width, task }: Plan,
  parts: readonly Float32Array[],
): Pick<Data, 'picture' | 'unit'> {
  const farthest = (x: Float32Array) => x.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
  const extent = 1.05 * Math.max(...parts.map(farthest));
  const isNumbers = inputs.every(({ kind }) => kind === 'number');
  const [first, second] = inputs.map(({ name }) => `‘${name}’`);
  if (width === 2 && isNumbers)
    return {
      picture: { kind: 'plane', extent },
      unit: `${first} across and ${second} up, in deviations from their means.`,
    };
  if (task === 'classes') return { picture: { kind: 'table' } };
  if (width === 1 && isNumbers)
    return {
      picture: { kind: 'curve', extent },
      unit: `‘${target.name}’ over ${first}, in deviations from their means.`,
    };
  return { picture: { kind: 'scatter' }, unit: `‘${target.name}’, in deviations from its mean.` };
}
