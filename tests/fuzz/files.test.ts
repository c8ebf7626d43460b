/**
 * Fuzz of files that come back: recordings, histories as JSON and CSV, kept experiments. Each is read, or refused with a
 * sentence; what was read can be told and drawn. Tables of one's own have theirs in tests/data/csv.test.ts.
 */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readFile as readKept, fileOfAll } from '../../src/app/kept/files';
import { deathNotice } from '../../src/app/words/deathNotice';
import { laneSummary } from '../../src/app/words/summary';
import { rowViews } from '../../src/charts/rows';
import { readTable } from '../../src/data/csv/table';
import { DataError } from '../../src/data/types';
import { FileError } from '../../src/export/fileError';
import { writeHistoryCsv } from '../../src/export/historyCsv';
import type { HistoryFile } from '../../src/export/historyFile';
import { writeHistoryJson } from '../../src/export/historyJson';
import { readRecording } from '../../src/export/recording';
import { readRunFile } from '../../src/export/runFile';
import { autopsy } from '../../src/history/autopsy';
import { readerOfArrays } from '../../src/history/fromArrays';
import { laneGrowth } from '../../src/history/growth';
import { regimeAt } from '../../src/history/regime';
import { type Stream, stream } from '../../src/random/stream';
import { opening } from '../../src/spec/presets/opening';
import { parse } from '../../src/spec/schema';
import { SpecError } from '../../src/spec/types';
import { type Json, mutated } from './hostile';

const SEED = 20261125;
const RUNS = { mutants: 1500, bytes: 800, cut: 300, kept: 400 };
/** No sentence is longer, whatever it quotes. */
const LONGEST_SENTENCE = 1000;

const recorded = readFileSync('tests/fixtures/recordings/exploding.jsonl', 'utf8');
/** Three steps of six rows: small enough to be changed often. */
const RECORDING = recorded
  .trim()
  .split('\n')
  .slice(0, 3)
  .map((line) => {
    const step = JSON.parse(line.replaceAll(/-?Infinity|NaN/g, '"$&"')) as { rows: Json[] };
    return JSON.stringify({ ...step, rows: step.rows.slice(0, 6) });
  });
const experiment = parse(opening.experiment);
const HISTORY: HistoryFile = {
  experiment,
  version: '0.1.0',
  backend: { name: 'wasm', renderer: 'WebAssembly', floatBits: 32, reason: 'Chosen.' },
  histories: [readRecording('a', RECORDING.join('\n')).run, readRecording('b', RECORDING.join('\n')).run],
};
const JSON_FILE = writeHistoryJson(HISTORY);
const CSV_FILE = writeHistoryCsv(HISTORY);
const HOSTILE = [
  '<img src=x onerror=alert(1)>',
  '__proto__',
  'constructor',
  '\u0000',
  '\ud800',
  '\u202e',
  '-Infinity',
  'NaN',
  '1e999',
  '-0',
  '99999999999999999999',
  '"',
  '{',
  '}}',
  '\n',
  ',',
  '=cmd()',
];

const pick = <T>(draws: Stream, list: readonly T[]): T => list[draws.integer(list.length)] as T;

/** Reads it and tells all that the page tells of it; 1, or 0 where it was refused with a sentence. */
function outcome(name: string, text: string): number {
  let runs;
  try {
    ({ runs } = readRunFile(name, text));
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    expect(error.message).toMatch(/[.?]$/);
    expect(error.message.length).toBeLessThan(LONGEST_SENTENCE);
    return 0;
  }
  for (const run of runs) tell(readerOfArrays(run));
  return 1;
}

function tell(reader: ReturnType<typeof readerOfArrays>): void {
  const facts = autopsy(reader);
  if (facts) deathNotice('It', reader.layers, facts);
  for (let column = 0; column < reader.columns; column++) {
    laneGrowth(reader.row(column));
    const regime = regimeAt(reader, reader.stepOfColumn(column));
    laneSummary({
      lane: 'x',
      layers: reader.layers,
      reader,
      regime,
      autopsy: facts,
      heldOut: null,
      set: null,
    });
  }
  rowViews(reader.layers);
}

/** One to three places of a text are changed: a byte, a stretch taken out or doubled, something hostile put in. */
function garbled(draws: Stream, text: string): string {
  let result = text;
  for (let changes = 1 + draws.integer(3); changes > 0; changes--) {
    const at = draws.integer(result.length + 1);
    const to = Math.min(result.length, at + 1 + draws.integer(30));
    const way = draws.integer(4);
    const inside =
      way === 0
        ? String.fromCharCode(draws.integer(0x1_00))
        : way === 1
          ? ''
          : way === 2
            ? result.slice(at, to).repeat(2)
            : pick(draws, HOSTILE);
    result = result.slice(0, at) + inside + result.slice(way === 3 ? at : to);
  }
  return result;
}

const lineMutant = (draws: Stream): string => {
  const at = draws.integer(RECORDING.length);
  return RECORDING.map((line, index) =>
    index === at ? JSON.stringify(mutated(draws, JSON.parse(line) as Json)) : line,
  ).join('\n');
};

test.each([
  ['recordings', lineMutant, RUNS.mutants],
  [
    'histories as JSON',
    (draws: Stream) => JSON.stringify(mutated(draws, JSON.parse(JSON_FILE) as Json)),
    RUNS.mutants,
  ],
  ['recordings, garbled', (draws: Stream) => garbled(draws, RECORDING.join('\n')), RUNS.bytes],
  ['histories as JSON, garbled', (draws: Stream) => garbled(draws, JSON_FILE), RUNS.bytes],
  ['histories as CSV, garbled', (draws: Stream) => garbled(draws, CSV_FILE), RUNS.bytes],
] as const)('%s: read and told, or refused with a sentence', (name, make, count) => {
  const draws = stream(SEED, name);
  let read = 0;
  for (let run = 0; run < count; run++) read += outcome('x', make(draws));
  // Both ends of it were tried.
  expect(read).toBeGreaterThan(count / 50);
  expect(read).toBeLessThan(count);
  expect('polluted' in {}).toBe(false);
});

test.each([
  ['a recording', RECORDING.join('\n')],
  ['a history as JSON', JSON_FILE],
  ['a history as CSV', CSV_FILE],
])('%s that is cut off anywhere is read up to there, or refused', (name, text) => {
  const draws = stream(SEED, 'cut', name);
  for (let run = 0; run < RUNS.cut; run++) outcome('x', text.slice(0, draws.integer(text.length)));
});

test('kept experiments: each as it was checked, or refused with a sentence', () => {
  const file = JSON.parse(
    fileOfAll([
      { name: 'First', experiment },
      { name: '', experiment },
    ]),
  ) as Json;
  const draws = stream(SEED, 'kept');
  let read = 0;
  for (let run = 0; run < RUNS.kept; run++) {
    const text = run % 2 ? garbled(draws, JSON.stringify(file)) : JSON.stringify(mutated(draws, file));
    try {
      for (const each of readKept(text, parse)) expect(parse(each.experiment)).toEqual(each.experiment);
      read++;
    } catch (error) {
      // Not JSON is its own sentence; the rest is what `parse` says.
      if (!(error instanceof SpecError)) expect(String(error)).toMatch(/^Error: .*[.?]$/);
    }
  }
  expect(read).toBeGreaterThan(RUNS.kept / 20);
});

const DEEP = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
const LONG = 'x'.repeat(10_000_000);
test.each([
  [
    'a recording with one line of 10 MB',
    `{"step": 0, "loss": 1, "rows": [{"name": "${LONG}", "gradient": 1}]}`,
  ],
  ['a text that nobody closes, 10 MB long', `{"step": 0, "loss": "${LONG}`],
  ['a text that nobody closes, as long as a line may be', `{"step": 0, "loss": "${'\\"'.repeat(999_000)}`],
  ['a line of 10 MB of quotes', `{${'"'.repeat(10_000_000)}`],
  ['a recording that is nested deeply', `{"step": 0, "loss": 1, "rows": ${DEEP}}`],
  ['a history that is nested deeply', `{"format": "x", "histories": ${DEEP}}`],
  ['an experiment in a history that is nested deeply', `{"experiment": ${DEEP}, "histories": 7}`],
  ['a CSV with a line of 10 MB', `${CSV_FILE}a,layer,${LONG}`],
  ['a CSV with a comment that is nested deeply', `# Backblast history 1\n# experiment: ${DEEP}\n`],
  ['a million empty lines', `# Backblast history 1\n${'\n'.repeat(1_000_000)}`],
  ['a recording of a million lines', `${RECORDING[0]}\n`.repeat(1_000) + '\n'.repeat(1_000_000)],
  ['more than 512 rows', `{"step": 0, "loss": 1, "rows": [${Array(513).fill('{"name": "a"}').join()}]}`],
])('%s is refused', (_, text) => {
  expect(outcome('x', text)).toBe(0);
});

test('a table of one’s own with a line of 10 MB is read or refused', () => {
  for (const text of [LONG, `"${LONG}`, ','.repeat(1_000_000), `a,b\n${LONG},1\n`])
    try {
      readTable(text);
    } catch (error) {
      expect(error).toBeInstanceOf(DataError);
    }
});

test('a kept experiment with a name of 10 MB does not take the room of the others', () => {
  const [kept] = readKept(fileOfAll([{ name: LONG, experiment }]), parse);
  expect(kept?.name).toHaveLength(80);
});

test('kept experiments that are nested deeply are refused', () => {
  for (const text of [DEEP, `{"experiments": ${DEEP}}`, `{"experiments": [{"experiment": ${DEEP}}]}`])
    expect(() => readKept(text, parse)).toThrow(/[.?]$/);
});
