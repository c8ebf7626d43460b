/**
 * A history as CSV: comment lines that hold what made it, then one table. A row is one step of a lane (`step`), one
 * layer at that step (`layer`) or a look at the rows held out (`heldOut`); cells that do not apply are empty. `classes`
 * tells finite, zero, Inf, NaN and not measured (0 … 4) for the layer's numbers in their order, a digit each.
 */
import { type HistoryArrays, KEYS, PER_STEP } from '../history/arrays';
import { FileError } from './fileError';
import { HISTORY_FORMAT, type HistoryFile } from './historyFile';
import { backendOf, checkSteps, laneOf, recordOf } from './untrusted';

const TITLE = '# Backblast history';
const HELD_OUT = ['heldOutLoss', 'heldOutAccuracy'] as const;
const COLUMNS = ['lane', 'row', 'step', 'layer', ...PER_STEP, ...HELD_OUT, ...KEYS, 'classes', 'name'];
const FIRST_STEP_CELL = 4;
const FIRST_HELD_OUT_CELL = FIRST_STEP_CELL + PER_STEP.length;
const FIRST_LAYER_CELL = FIRST_HELD_OUT_CELL + HELD_OUT.length;

export function writeHistoryCsv({ experiment, backend, version, histories }: HistoryFile): string {
  const lines = [
    `${TITLE} ${HISTORY_FORMAT}`,
    comment('version', version),
    comment('backend', backend),
    comment('experiment', experiment),
    ...histories.map(({ lane, layers, rows, edits, firstNonFinite }) =>
      comment('lane', { lane, layers, rows, edits, firstNonFinite }),
    ),
    COLUMNS.join(','),
  ];
  for (const history of histories) writeLane(history, lines);
  return `${lines.join('\n')}\n`;
}

function writeLane(history: HistoryArrays, lines: string[]): void {
  const { lane, layers, steps, perLayer, classes, perStep, heldOut } = history;
  const none = (cells: number): string => ','.repeat(cells);
  const others = FIRST_LAYER_CELL - FIRST_STEP_CELL;
  const afterHeldOut = COLUMNS.length - FIRST_LAYER_CELL;
  steps.forEach((step, column) => {
    const numbers = PER_STEP.map((key) => perStep[key][column]).join(',');
    lines.push(`${lane},step,${step},,${numbers}${none(HELD_OUT.length + afterHeldOut)}`);
    layers.forEach((name, layer) => {
      const at = column * layers.length + layer;
      const values = KEYS.map((key) => perLayer[key][at]).join(',');
      const codes = KEYS.map((key) => classes[key][at]).join('');
      lines.push(`${lane},layer,${step},${layer}${none(others)},${values},${codes},${quoted(name)}`);
    });
  });
  heldOut.steps.forEach((step, look) => {
    const numbers = `${heldOut.loss[look]},${heldOut.accuracy[look]}`;
    lines.push(`${lane},heldOut,${step},${none(PER_STEP.length)},${numbers}${none(afterHeldOut)}`);
  });
}

const comment = (key: string, value: unknown): string => `# ${key}: ${JSON.stringify(value)}`;

/** RFC 4180. */
const quoted = (text: string): string =>
  /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""').replace(/[\n\r]/g, ' ')}"` : text;

/** Throws FileError with the line. */
export function readHistoryCsv(text: string): HistoryFile {
  const lines = text.split(/\r?\n/);
  const title = lines[0] ?? '';
  if (!title.startsWith(TITLE))
    throw new FileError(`Line 1 is not “${TITLE} …”: it is not a history that Backblast wrote.`);
  const format = title.slice(TITLE.length).trim();
  if (format !== String(HISTORY_FORMAT))
    throw new FileError(
      `Line 1: the file is of format ${format || '?'}, and this page reads ${HISTORY_FORMAT}.`,
    );
  const head: Record<string, unknown> = {};
  const lanes: Growing[] = [];
  let line = 1;
  for (; (lines[line] ?? '').startsWith('#'); line++) {
    const [, key = '', json = ''] = /^# (\w+): (.*)$/.exec(lines[line] ?? '') ?? [];
    const value = parsed(json, line);
    if (key === 'lane') lanes.push(growing(recordOf(value, `Line ${line + 1}`), line));
    else head[key] = value;
  }
  if (lines[line] !== COLUMNS.join(','))
    throw new FileError(`Line ${line + 1} is not the table’s head: ${COLUMNS.slice(0, 5).join(',')}, ….`);
  for (line++; line < lines.length; line++) if (lines[line] !== '') take(lines[line] ?? '', line, lanes);
  return {
    experiment: head.experiment,
    backend: head.backend === null || head.backend === undefined ? null : backendOf(head.backend),
    version: typeof head.version === 'string' ? head.version : '',
    histories: lanes.map(finished),
  };
}

/** A lane while its rows are read. */
interface Growing extends ReturnType<typeof laneOf> {
  readonly steps: number[];
  readonly perStep: readonly number[][];
  readonly looks: number[];
  readonly heldOut: readonly number[][];
  readonly perLayer: readonly number[][];
  readonly classes: readonly number[][];
}

function growing(given: Readonly<Record<string, unknown>>, line: number): Growing {
  return {
    ...laneOf(given, `Line ${line + 1}`),
    steps: [],
    perStep: PER_STEP.map(() => []),
    looks: [],
    heldOut: HELD_OUT.map(() => []),
    perLayer: KEYS.map(() => []),
    classes: KEYS.map(() => []),
  };
}

function take(text: string, line: number, lanes: readonly Growing[]): void {
  const cells = text.split(',');
  const [id, row, step, layer] = cells;
  const own = lanes.find(({ lane }) => lane === id);
  const fail = (sentence: string): never => {
    throw new FileError(`Line ${line + 1}: ${sentence}`);
  };
  if (cells.length < COLUMNS.length)
    fail(`it has ${cells.length} cells of ${COLUMNS.length}. Is its end missing?`);
  if (!own) return fail(`there is no lane “${String(id).slice(0, 40)}”.`);
  const numberAt = (cell: number): number => {
    const word = cells[cell] ?? '';
    const value = Number(word);
    return word !== '' && (word === 'NaN' || !Number.isNaN(value))
      ? value
      : fail(`“${word.slice(0, 40)}” is not a number.`);
  };
  if (row === 'step') {
    own.steps.push(Number(step));
    own.perStep.forEach((values, index) => values.push(numberAt(FIRST_STEP_CELL + index)));
  } else if (row === 'heldOut') {
    own.looks.push(Number(step));
    own.heldOut.forEach((values, index) => values.push(numberAt(FIRST_HELD_OUT_CELL + index)));
  } else if (row === 'layer') {
    const place = own.layers.length * (own.steps.length - 1) + Number(layer);
    if (own.steps.at(-1) !== Number(step) || place !== own.perLayer[0]?.length)
      fail('layers come in their order behind their step.');
    const codes = cells[FIRST_LAYER_CELL + KEYS.length] ?? '';
    if (!/^[0-4]*$/.test(codes) || codes.length !== KEYS.length)
      fail(`“${codes.slice(0, 40)}” is not ${KEYS.length} classes.`);
    own.perLayer.forEach((values, index) => values.push(numberAt(FIRST_LAYER_CELL + index)));
    own.classes.forEach((values, index) => values.push(Number(codes[index])));
  } else fail(`“${String(row).slice(0, 40)}” is not step, layer or heldOut.`);
}

function finished({ steps, perStep, looks, heldOut, perLayer, classes, ...lane }: Growing): HistoryArrays {
  checkSteps(steps, `Lane ${lane.lane}`);
  if (perLayer[0]?.length !== steps.length * lane.layers.length)
    throw new FileError(`The last step of lane ${lane.lane} is not whole. Is the file’s end missing?`);
  const byKey = <K extends string, T>(keys: readonly K[], make: (index: number) => T) =>
    Object.fromEntries(keys.map((key, index) => [key, make(index)])) as Record<K, T>; // every key has its value
  return {
    ...lane,
    steps: Int32Array.from(steps),
    perLayer: byKey(KEYS, (index) => Float64Array.from(perLayer[index] ?? [])),
    classes: byKey(KEYS, (index) => Uint8Array.from(classes[index] ?? [])),
    perStep: byKey(PER_STEP, (index) => Float64Array.from(perStep[index] ?? [])),
    heldOut: {
      steps: Int32Array.from(looks),
      loss: Float64Array.from(heldOut[0] ?? []),
      accuracy: Float64Array.from(heldOut[1] ?? []),
    },
  };
}

function parsed(json: string, line: number): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    throw new FileError(`Line ${line + 1} is not “# name: JSON”.`, { cause: error });
  }
}
