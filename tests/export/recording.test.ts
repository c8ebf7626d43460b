/** Runs recorded elsewhere: a real one made with PyTorch, and files that nobody should trust. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { CLASS } from '../../src/catalogue/types';
import { FileError } from '../../src/export/fileError';
import { readRecording } from '../../src/export/recording';
import { readRunFile } from '../../src/export/runFile';
import { autopsy } from '../../src/history/autopsy';
import { readerOfArrays } from '../../src/history/fromArrays';
import { laneGrowth } from '../../src/history/growth';
import { regimeAt } from '../../src/history/regime';

const RECORDED = readFileSync('tests/fixtures/recordings/exploding.jsonl', 'utf8');
const line = (step: number, more: object = {}) =>
  JSON.stringify({
    step,
    loss: 1,
    rows: [
      { name: 'a', gradient: 2 },
      { name: 'b', gradient: 1 },
    ],
    ...more,
  });

test('a run of nn.Sequential, recorded with PyTorch, tells growth and death as one of the lab does', () => {
  const { run, isCut } = readRecording('exploding', RECORDED);
  expect(isCut).toBe(false);
  const reader = readerOfArrays(run);
  // 12 × (Linear, Tanh) and a Linear: each Tanh ends the layer that its Linear begins.
  expect(run.rows.map(({ place }) => place).join(' ')).toBe(`${'part trunk '.repeat(12)}output`);
  const growth = laneGrowth(reader.row(0));
  expect(growth?.hidden).toBe(12);
  // The norms as the file has them: the third number is the gradient of the first Tanh's output.
  const [first] = RECORDED.split('\n').map((each) =>
    each ? JSON.parse(each.replaceAll('NaN', 'null').replaceAll('Infinity', 'null')) : null,
  ) as { rows: { gradient: number }[] }[];
  const norms = first?.rows.map(({ gradient }) => gradient) ?? [];
  expect(growth?.whole.value).toBeCloseTo((norms[1] ?? 0) / (norms[23] ?? 1), 9);
  expect(regimeAt(reader, 0)?.name).toBe('exploding');
  const facts = autopsy(reader);
  expect(facts?.cause).toBe('depth');
  expect(facts?.first.step).toBeGreaterThan(0);
});

const RESIDUAL = readFileSync('tests/fixtures/recordings/residual.jsonl', 'utf8');

test('a recording that says which of its rows are branches: they are drawn and not counted', () => {
  const { run, isTrunkOnly } = readRecording('residual', RESIDUAL);
  expect(isTrunkOnly).toBe(false);
  expect(run.rows.map(({ place }) => place).join(' ')).toBe(
    `trunk ${'branch branch branch trunk '.repeat(4)}trunk output`,
  );
  expect(laneGrowth(readerOfArrays(run).row(0))?.hidden).toBe(6); // the first, four sums, the LSTM
});

test('one that does not say it: every layer counts, and that is known', () => {
  const silent = RESIDUAL.replaceAll('"place": "branch"', '"place": null');
  const { run, isTrunkOnly } = readRecording('residual', silent);
  expect(isTrunkOnly).toBe(true);
  // In each block linear, tanh, linear, sum: tanh ends the layer of the first, the sum that of the second.
  expect(laneGrowth(readerOfArrays(run).row(0))?.hidden).toBe(10);
});

test('a row without weights goes on with the row before it, but not with a branch', () => {
  const rows = [
    { name: 'first', weights: 1 },
    { name: 'tanh', place: 'branch' },
    { name: 'linear', weights: 1, place: 'branch' },
    { name: 'sum' },
    { name: 'relu' },
    { name: 'last', weights: 1 },
  ];
  const { run } = readRecording('x', line(0, { rows }));
  expect(run.rows.map(({ place }) => place)).toEqual([
    'trunk',
    'branch',
    'branch',
    'part',
    'trunk',
    'output',
  ]);
});

test('what was not recorded is not measured, and zero, Inf and NaN are told apart', () => {
  const rows =
    '[{"name": "a", "gradient": NaN}, {"name": "b", "gradient": -Infinity}, {"name": "NaN, \\"Infinity\\"", "gradient": 0}]';
  const { run } = readRecording('x', `{"step": 0, "loss": Infinity, "rows": ${rows}}`);
  expect([...run.classes.gradientOutput]).toEqual([CLASS.nan, CLASS.infinite, CLASS.zero]);
  expect([...run.classes.std]).toEqual(Array(3).fill(CLASS.notMeasured));
  expect(run.perStep.loss[0]).toBe(Number.POSITIVE_INFINITY);
  expect(run.layers[2]).toBe('NaN, "Infinity"');
});

test('steps need not be all: those that are there are found, and none between', () => {
  const reader = readerOfArrays(readRecording('x', [line(0), line(10), line(20)].join('\n')).run);
  expect([
    reader.columnOfStep(0),
    reader.columnOfStep(13),
    reader.columnOfStep(20),
    reader.columnOfStep(21),
  ]).toEqual([0, 1, 2, -1]);
  expect(reader.rowAt(13)).toBeNull();
  expect(reader.rowAt(10)?.quantity(0, 'gradientOutput')).toBe(2);
});

test.each([
  ['', 'The file is neither a recording nor a history that Backblast wrote.'],
  ['hello', 'The file is neither a recording nor a history that Backblast wrote.'],
  ['{"step": 0', 'Line 1 is no JSON. A recording has one object a line, as the recorder writes it.'],
  [
    `${line(0)}\nnonsense\n${line(1)}`,
    'Line 2 is no JSON. A recording has one object a line, as the recorder writes it.',
  ],
  [`${line(0)}\n[]`, 'Line 2 is not an object, in braces.'],
  [line(0, { step: 1.5 }), 'Line 1: its step is not a whole number above -1.'],
  [`${line(3)}\n${line(3)}`, 'Line 2: its step is not a whole number above 3.'],
  [line(0, { rows: {} }), 'Line 1: its rows are not a list of 1 to 512 layers.'],
  [line(0, { rows: [{ name: 7 }] }), 'Line 1, row 1: its name is not a text of at most 400 letters.'],
  [line(0, { rows: [{ name: 'a', gradient: 'big' }] }), 'Line 1: a has a value that is not a number.'],
  [
    `${line(0)}\n${line(1, { rows: [{ name: 'a' }] })}`,
    'Line 2 has 1 rows, and line 1 has 2. All steps must have the same layers.',
  ],
  [
    `${line(0)}\n${line(1, { rows: [{ name: 'a' }, { name: 'c' }] })}`,
    'Line 2, row 2 is “c”, and in line 1 “b”.',
  ],
])('%j is refused: %s', (text, sentence) => {
  expect(() => readRunFile('x', text)).toThrow(new FileError(sentence));
});

test('a file cut off anywhere is read up to there, or refused in a sentence', () => {
  let whole = 0;
  for (let cut = 1; cut < RECORDED.length; cut += 1009) {
    try {
      const { runs, isCut } = readRunFile('x', RECORDED.slice(0, cut));
      expect(runs[0]?.steps.length).toBe(
        RECORDED.slice(0, cut).split('\n').length - 1 + (isCut ? 0 : RECORDED[cut - 1] === '\n' ? 0 : 1),
      );
      whole++;
    } catch (error) {
      expect(error).toBeInstanceOf(FileError);
    }
  }
  expect(whole).toBeGreaterThan(3);
});

test('a file of an earlier recorder is read: places that say nothing, and values that are left out', () => {
  const earlier = line(0, {
    rows: [
      { name: '0', place: null, mean: 0, std: 1, gradient: 4, weights: 2, gradientWeights: 3 },
      { name: '1', place: null, mean: 0, std: 1, gradient: 2 },
      { name: '2', place: null, mean: 0, std: 1, gradient: 1, weights: 2, gradientWeights: 3 },
    ],
  });
  const { run } = readRecording('x', earlier);
  expect(run.rows.map(({ place }) => place)).toEqual(['part', 'trunk', 'output']);
  expect([...run.perLayer.gradientOutput]).toEqual([4, 2, 1]);
});

test('the recorder in the docs is the one that is exported', () => {
  const source = readFileSync('src/export/pytorch/recorder.py', 'utf8').trim();
  expect(readFileSync('docs/recorder.md', 'utf8')).toContain(source);
});

test('a name is data, whatever it says', () => {
  const { run } = readRecording(
    'x',
    '{"step": 0, "loss": 1, "__proto__": {"polluted": 1}, "rows": [{"name": "<img onerror=x>", "constructor": 1}]}',
  );
  expect(run.layers).toEqual(['<img onerror=x>']);
  expect(({} as { polluted?: number }).polluted).toBeUndefined();
});
