/**
 * A run recorded in PyTorch (recorder.py): a line of JSON a step. What was not recorded is not measured; a last line
 * that was cut off is left out. Throws FileError with the line.
 */
import { CLASS, type ClassCode, type Layer } from '../catalogue/types';
import { type ArrayRow, type HistoryArrays, KEYS, type LayerKey } from '../history/arrays';
import { LIMITS } from '../spec/limits';
import { FileError } from './fileError';
import { MOST_STEP, recordOf, textOf } from './untrusted';

export interface Recording {
  readonly run: HistoryArrays;
  /** The last line was cut off: the step it began is not there. */
  readonly isCut: boolean;
  /** It says of no row what it is: each counts as one of the trunk. */
  readonly isTrunkOnly: boolean;
}

/** Steps × rows that are read: ten numbers each. */
const MOST_CELLS = 1_000_000;

/** As many rows as there may be, with the longest names, have fewer; a longer text overflows what the expression below may keep. */
const MOST_OF_A_LINE = 2_000_000;

/** What the recorder calls each array. */
const NAMES: Readonly<Partial<Record<LayerKey, string>>> = {
  gradientOutput: 'gradient',
  gradientWeights: 'gradientWeights',
  weights: 'weights',
  mean: 'mean',
  std: 'std',
};
const PLACES: readonly Layer['place'][] = ['trunk', 'part', 'branch', 'inner', 'output'];

export function readRecording(name: string, text: string): Recording {
  const lines = text.split('\n');
  while (lines.at(-1)?.trim() === '') lines.pop();
  const steps: number[] = [];
  const losses: number[] = [];
  const perLayer = byKey((): number[] => []);
  const classes = byKey((): number[] => []);
  let rows: readonly RecordedRow[] = [];
  let isCut = false;
  for (const [index, line] of lines.entries()) {
    const where = `Line ${index + 1}`;
    if (line.length > MOST_OF_A_LINE)
      throw new FileError(
        `${where} has more than ${MOST_OF_A_LINE.toLocaleString('en-US')} letters. A recording has a short line a step.`,
      );
    const parsed = parsedLine(line);
    if (parsed === undefined) {
      isCut = index > 0 && index === lines.length - 1;
      if (isCut) break;
      throw new FileError(
        `${where} is no JSON. A recording has one object a line, as the recorder writes it.`,
      );
    }
    const entry = recordOf(parsed, where);
    const step = stepOf(entry.step, steps.at(-1) ?? -1, where);
    const given = rowsOf(entry.rows, where);
    if (index === 0) rows = given.map(({ label, place }) => ({ label, place, values: {} }));
    checkSame(rows, given, where);
    if ((index + 1) * rows.length > MOST_CELLS)
      throw new FileError(
        `${where}: more than ${MOST_CELLS.toLocaleString('en-US')} numbers of each kind. Record every tenth step, or fewer layers.`,
      );
    steps.push(step);
    losses.push(numberOf(entry.loss, `${where}: loss`) ?? Number.NaN);
    for (const row of given)
      for (const key of KEYS) {
        const value = numberOf(row.values[NAMES[key] ?? ''], `${where}: ${row.label}`);
        perLayer[key].push(value ?? Number.NaN);
        classes[key].push(value === null ? CLASS.notMeasured : classOf(value));
      }
  }
  if (steps.length === 0)
    throw new FileError('The file has no step. Call record(loss) after each backward().');
  const floats = byKey((key) => Float64Array.from(perLayer[key]));
  const unknown = new Float64Array(steps.length).fill(Number.NaN);
  return {
    isCut,
    isTrunkOnly: rows.every(({ place }) => place === null),
    run: {
      lane: name,
      layers: rows.map(({ label }) => label),
      rows: placesOf(rows, floats.weights),
      steps: Int32Array.from(steps),
      perLayer: floats,
      classes: byKey((key) => Uint8Array.from(classes[key])),
      perStep: {
        loss: Float64Array.from(losses),
        globalNorm: unknown,
        globalNormClipped: unknown,
        learningRate: unknown,
      },
      heldOut: { steps: new Int32Array(), loss: new Float64Array(), accuracy: new Float64Array() },
      edits: [],
      firstNonFinite: null,
    },
  };
}

const byKey = <T>(make: (key: LayerKey) => T): Record<LayerKey, T> =>
  Object.fromEntries(KEYS.map((key) => [key, make(key)])) as Record<LayerKey, T>; // every key has its value

/**
 * Python writes NaN and Infinity bare: outside of texts they become texts. Undefined where it is no JSON. A text that
 * nobody closes goes to the line's end, or it would be looked for again from each of its quotes.
 */
function parsedLine(line: string): unknown {
  const quoted = line.replaceAll(/"(?:[^"\\]|\\.)*"?|-?Infinity|NaN/g, (word) =>
    word.startsWith('"') ? word : `"${word}"`,
  );
  try {
    return JSON.parse(quoted);
  } catch {
    return undefined;
  }
}

function stepOf(value: unknown, before: number, where: string): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value <= before || value > MOST_STEP)
    throw new FileError(`${where}: its step is not a whole number above ${before}.`);
  return value;
}

interface RecordedRow {
  readonly label: string;
  readonly place: Layer['place'] | null;
  readonly values: Readonly<Record<string, unknown>>;
}

function rowsOf(value: unknown, where: string): RecordedRow[] {
  if (!Array.isArray(value) || value.length === 0 || value.length > LIMITS.rows)
    throw new FileError(`${where}: its rows are not a list of 1 to ${LIMITS.rows} layers.`);
  return value.map((each, index) => {
    const values = recordOf(each, `${where}, row ${index + 1},`);
    const label = textOf(values.name, `${where}, row ${index + 1}: its name`);
    return { label, place: PLACES.find((place) => place === values.place) ?? null, values };
  });
}

function checkSame(rows: readonly RecordedRow[], given: readonly RecordedRow[], where: string): void {
  if (rows.length !== given.length)
    throw new FileError(
      `${where} has ${given.length} rows, and line 1 has ${rows.length}. All steps must have the same layers.`,
    );
  const at = rows.findIndex(({ label }, index) => label !== given[index]?.label);
  if (at >= 0)
    throw new FileError(
      `${where}, row ${at + 1} is “${given[at]?.label}”, and in line 1 “${rows[at]?.label}”.`,
    );
}

/** Null where it was not recorded. */
function numberOf(value: unknown, where: string): number | null {
  if (value === undefined || value === null) return null;
  if (typeof value === 'number' || value === 'NaN' || value === 'Infinity' || value === '-Infinity')
    return Number(value);
  throw new FileError(`${where} has a value that is not a number.`);
}

const classOf = (value: number): ClassCode =>
  Number.isNaN(value)
    ? CLASS.nan
    : value === 0
      ? CLASS.zero
      : Number.isFinite(value)
        ? CLASS.finite
        : CLASS.infinite;

/**
 * Of a row that does not say it: the last is the output, and a row without weights goes on with the row before it, as an
 * activation with its dense layer.
 */
function placesOf(rows: readonly RecordedRow[], weights: Float64Array): ArrayRow[] {
  const last = rows.length - 1;
  const goesOn = (index: number) => rows[index]?.place === null && Number.isNaN(weights[index]);
  const guessed = (index: number) =>
    index === last ? 'output' : index + 1 < last && goesOn(index + 1) ? 'part' : 'trunk';
  let number = 0;
  return rows.map(({ label, place }, index): ArrayRow => {
    const own = place ?? guessed(index);
    return { place: own, number: own === 'trunk' ? ++number : 0, timeStep: timeStepOf(label) };
  });
}

/** 3 of `lstm1[3]`. */
const timeStepOf = (label: string): number =>
  Math.min(MOST_STEP, Number(/\[(\d{1,6})\]/.exec(label)?.[1] ?? 0));
