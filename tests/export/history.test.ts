/** A history that was written reads back the same, number by number and class by class; a broken one says where. */
import { beforeAll, expect, test } from 'vitest';
import { runSeed } from '../../src/cli/experiment/runSeed';
import { FileError } from '../../src/export/fileError';
import { readHistoryCsv, writeHistoryCsv } from '../../src/export/historyCsv';
import type { HistoryFile } from '../../src/export/historyFile';
import { readHistoryJson, writeHistoryJson } from '../../src/export/historyJson';
import { historyOf } from '../../src/export/untrusted';
import { parse } from '../../src/spec/schema';
import { startNode } from '../parity/startNode';
import { exploding, twoLanes } from '../browser/support/experiments';

const HOSTILE = '“</script>\n# lane: {},=1+1"\\';
let file: HistoryFile;

beforeAll(async () => {
  const engine = await startNode('cpu');
  const lanes = [...twoLanes({ learningRate: 0.5 }).lanes, { ...exploding().lanes[0]!, id: 'c' }]; // it has one
  const experiment = { ...twoLanes(), lanes, title: HOSTILE };
  const { histories } = await runSeed(engine, {
    experiment,
    steps: 12,
    file: null,
    looks: true,
    wantsHistories: true,
  });
  file = {
    experiment,
    backend: { name: 'cpu', renderer: 'JavaScript', floatBits: 32, reason: 'Asked for.' },
    version: '0.1.0',
    histories: histories.map((history, index) => historyOf(history, `histories[${index}]`)),
  };
  // What a run may hold: numbers that are none, with classes that a number does not tell.
  const [first] = file.histories;
  first?.perLayer.gradientOutput.set([Number.NaN, Number.POSITIVE_INFINITY, 1e-300, 0.1 + 0.2]);
  first?.classes.gradientOutput.set([3, 0, 1, 4]);
});

test.each([
  ['JSON', writeHistoryJson, readHistoryJson],
  ['CSV', writeHistoryCsv, readHistoryCsv],
] as const)('%s reads back as it was written, and its experiment can be opened', (_, write, read) => {
  const back = read(write(file));
  expect(back).toEqual(file);
  expect(parse(back.experiment)).toEqual(parse(file.experiment));
});

test('a title cannot end a comment of the CSV, nor begin a row', () => {
  const lines = writeHistoryCsv(file).split('\n');
  expect(lines.filter((line) => line.startsWith('#'))).toHaveLength(4 + file.histories.length);
});

test.each([
  ['', 'Line 1 is not “# Backblast history …”: it is not a history that Backblast wrote.'],
  ['# Backblast history 9\n', 'Line 1: the file is of format 9, and this page reads 1.'],
  ['# Backblast history 1\n# lane: {\n', 'Line 2 is not “# name: JSON”.'],
  ['# Backblast history 1\n# lane: []\n', 'Line 2 is not an object, in braces.'],
  ['# Backblast history 1\nlane\n', 'Line 2 is not the table’s head: lane,row,step,layer,loss, ….'],
])('the CSV %j is refused with its line', (text, sentence) => {
  expect(() => readHistoryCsv(text)).toThrow(new FileError(sentence));
});

test('a CSV cut off anywhere is refused in a sentence, or is a whole one', () => {
  const text = writeHistoryCsv(file);
  for (let cut = 0; cut < text.length; cut += 997) {
    try {
      readHistoryCsv(text.slice(0, cut));
    } catch (error) {
      expect(error).toBeInstanceOf(FileError);
    }
  }
  const middle = text.slice(0, Math.floor(text.length / 2));
  expect(() => readHistoryCsv(middle)).toThrow(/^Line \d+: it has \d+ cells of 22|is not a number/);
});

test.each([
  ['{', /^The file is no JSON, or its end is missing/],
  ['[]', /^The file is not an object/],
  ['{"version": 1}', /^The file has no histories/],
  ['{"formatVersion": 2}', /^The file is of format 2, and this page reads 1/],
  ['{"histories": [7]}', /^histories\[0\] is not an object/],
  [
    '{"histories": [{"perLayer": {}, "classes": {}, "perStep": {}, "heldOut": {}, "layers": ["x"], "rows": []}]}',
    /^histories\[0\] has 1 layers and 0 rows/,
  ],
])('the JSON %j is refused with its place', (text, sentence) => {
  expect(() => readHistoryJson(text)).toThrow(sentence);
});

test('numbers that are missing are counted', () => {
  const json = JSON.parse(writeHistoryJson(file)) as { histories: { perStep: { loss: unknown[] } }[] };
  json.histories[0]?.perStep.loss.pop();
  expect(() => readHistoryJson(JSON.stringify(json))).toThrow(
    'histories[0].perStep.loss has 11 numbers, and 12 belong there.',
  );
});
