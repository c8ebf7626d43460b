/** Checks of what a history file from outside holds. Each throws FileError, with the place in the file. */
import type { Layer } from '../catalogue/types';
import { type ArrayRow, type HistoryArrays, KEYS, PER_STEP } from '../history/arrays';
import type { Edit } from '../spec/types';
import { LIMITS } from '../spec/limits';
import { FileError } from './fileError';
import type { FileBackend } from './historyFile';

type Unknown = Readonly<Record<string, unknown>>;

export function recordOf(value: unknown, where: string): Unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new FileError(`${where} is not an object, in braces.`);
  return value as Unknown;
}

export function textOf(value: unknown, where: string): string {
  if (typeof value !== 'string' || value.length > MOST_LETTERS)
    throw new FileError(`${where} is not a text of at most ${MOST_LETTERS} letters.`);
  return value;
}

/** Names of layers, reasons and versions are short. */
const MOST_LETTERS = 400;

export function backendOf(value: unknown): FileBackend {
  const backend = recordOf(value, 'backend');
  return {
    name: textOf(backend.name, 'backend.name'),
    renderer: textOf(backend.renderer, 'backend.renderer'),
    floatBits: Number(backend.floatBits),
    reason: textOf(backend.reason, 'backend.reason'),
  };
}

export function historyOf(value: unknown, where: string): HistoryArrays {
  const given = recordOf(value, where);
  const perLayer = recordOf(given.perLayer, `${where}.perLayer`);
  const classes = recordOf(given.classes, `${where}.classes`);
  const perStep = recordOf(given.perStep, `${where}.perStep`);
  const heldOut = recordOf(given.heldOut, `${where}.heldOut`);
  const { lane, layers, rows, edits, firstNonFinite } = laneOf(given, where);
  const steps = Int32Array.from(numbersOf(given.steps, null, `${where}.steps`));
  checkSteps(steps, where);
  const cells = steps.length * layers.length;
  const looks = numbersOf(heldOut.steps, null, `${where}.heldOut.steps`);
  const ofKeys = <K extends string, T>(keys: readonly K[], make: (key: K) => T) =>
    Object.fromEntries(keys.map((key) => [key, make(key)])) as Record<K, T>; // every key has its value
  return {
    lane,
    layers,
    rows,
    steps,
    perLayer: ofKeys(KEYS, (key) => numbersOf(perLayer[key], cells, `${where}.perLayer.${key}`)),
    classes: ofKeys(KEYS, (key) => classesOf(classes[key], cells, `${where}.classes.${key}`)),
    perStep: ofKeys(PER_STEP, (key) => numbersOf(perStep[key], steps.length, `${where}.perStep.${key}`)),
    heldOut: {
      steps: Int32Array.from(looks),
      loss: numbersOf(heldOut.loss, looks.length, `${where}.heldOut.loss`),
      accuracy: numbersOf(heldOut.accuracy, looks.length, `${where}.heldOut.accuracy`),
    },
    edits,
    firstNonFinite,
  };
}

/** What a lane is, without its numbers. */
export function laneOf(
  given: Unknown,
  where: string,
): Pick<HistoryArrays, 'lane' | 'layers' | 'rows' | 'edits' | 'firstNonFinite'> {
  const layers = listOf(given.layers, LIMITS.rows, `${where}.layers`).map((name, index) =>
    textOf(name, `${where}.layers[${index}]`),
  );
  const rows = listOf(given.rows, LIMITS.rows, `${where}.rows`).map((row, index) =>
    rowOf(row, `${where}.rows[${index}]`),
  );
  if (rows.length !== layers.length)
    throw new FileError(
      `${where} has ${layers.length} layers and ${rows.length} rows, which must be as many.`,
    );
  return {
    lane: textOf(given.lane, `${where}.lane`),
    layers,
    rows,
    edits: listOf(given.edits, LIMITS.edits, `${where}.edits`).map((edit, index) =>
      editOf(edit, `${where}.edits[${index}]`),
    ),
    firstNonFinite: firstOf(given.firstNonFinite, `${where}.firstNonFinite`),
  };
}

/** Steps go on, and a map has room for so many. */
export function checkSteps(steps: ArrayLike<number>, where: string): void {
  for (let index = 0; index < steps.length; index++) {
    const step = steps[index] as number; // index is below the length
    const before = index === 0 ? -1 : (steps[index - 1] as number);
    if (!Number.isInteger(step) || step <= before || step > MOST_STEP)
      throw new FileError(`${where}: step ${step} comes after ${before}. Steps are whole numbers that rise.`);
  }
}

/** The largest step that a file may name. */
export const MOST_STEP = 100_000_000;

const PLACES: readonly Layer['place'][] = ['trunk', 'part', 'branch', 'inner', 'output'];

function rowOf(value: unknown, where: string): ArrayRow {
  const row = recordOf(value, where);
  const place = PLACES.find((each) => each === row.place);
  const [number, timeStep] = [row.number, row.timeStep];
  if (!place || !isCount(number) || !isCount(timeStep))
    throw new FileError(`${where} is not the place of a row.`);
  return { place, number, timeStep };
}

const isCount = (value: unknown): value is number => Number.isInteger(value) && Number(value) >= 0;

function listOf(value: unknown, most: number, where: string): readonly unknown[] {
  if (!Array.isArray(value) || value.length > most)
    throw new FileError(`${where} is not a list of at most ${most}.`);
  return value;
}

/** `count` null: as many as there are. */
function numbersOf(value: unknown, count: number | null, where: string): Float64Array {
  if (!Array.isArray(value)) throw new FileError(`${where} is not a list of numbers.`);
  if (count !== null && value.length !== count)
    throw new FileError(`${where} has ${value.length} numbers, and ${count} belong there.`);
  return Float64Array.from(value, (each: unknown, index) => {
    if (typeof each === 'number' || each === 'NaN' || each === 'Infinity' || each === '-Infinity')
      return Number(each);
    throw new FileError(`${where}[${index}] is not a number.`);
  });
}

function classesOf(value: unknown, count: number, where: string): Uint8Array {
  const codes = numbersOf(value, count, where);
  if (!codes.every((code) => Number.isInteger(code) && code >= 0 && code <= 4))
    throw new FileError(`${where}: a class is a whole number from 0 to 4.`);
  return Uint8Array.from(codes);
}

function editOf(value: unknown, where: string): Edit {
  const { step, path, value: setting } = recordOf(value, where);
  if (!isCount(step) || setting === undefined) throw new FileError(`${where} is not a changed setting.`);
  return { step, path: textOf(path, `${where}.path`), value: setting as Edit['value'] }; // `parse` checks it where it is used
}

function firstOf(value: unknown, where: string): HistoryArrays['firstNonFinite'] {
  if (value === null || value === undefined) return null;
  const { step, pass, layer, tensor, kind } = recordOf(value, where);
  const isKnown =
    isCount(step) &&
    ['forward', 'loss', 'backward', 'update'].includes(String(pass)) &&
    (kind === 'Inf' || kind === 'NaN');
  if (!isKnown) throw new FileError(`${where} is not a first failure.`);
  type First = NonNullable<HistoryArrays['firstNonFinite']>;
  return {
    step,
    pass: pass as First['pass'],
    layer: layer === null ? null : textOf(layer, `${where}.layer`),
    tensor: textOf(tensor, `${where}.tensor`) as First['tensor'],
    kind,
  };
}
