import { describe, expect, test } from 'vitest';
import { fileName, fileOfAll, fileOfOne, readFile } from '../../../src/app/kept/files';
import { opening } from '../../../src/spec/presets/opening';
import { parse } from '../../../src/spec/schema';

const experiment = parse(opening.experiment);

describe('kept experiments as files', () => {
  test('one comes back as it was, named by its question', () => {
    expect(readFile(fileOfOne(experiment), parse)).toEqual([{ name: experiment.title, experiment }]);
  });

  test('several come back with their names', () => {
    const all = [
      { name: 'First', experiment },
      { name: 'Second', experiment: { ...experiment, seed: 9 } },
    ];
    expect(readFile(fileOfAll(all), parse)).toEqual(all);
  });

  test('a table that is too large for a link stands beside its experiment, and comes back with it', () => {
    const [first, second] = [
      { name: 'First', experiment, table: 'a,b\n1,2' },
      { name: 'Second', experiment },
    ];
    expect(readFile(fileOfAll([first, second]), parse)).toEqual([first, second]);
  });

  test.each([
    ['<html>', 'not JSON'],
    ['{}', 'version is missing'],
    ['[]', 'not a list of 0'],
    ['{"experiments": [{"name": "x", "experiment": {"version": 2}}]}', 'is missing'],
    ['{"experiments": [7]}', 'An experiment is an object'],
  ])('%s is refused with a sentence', (content, words) => {
    expect(() => readFile(content, parse)).toThrow(words);
  });

  test.each([
    ['Why does A/B: blow up?', 'Why-does-A-B-blow-up.json'],
    ['../../etc', 'etc.json'],
    ['？？', 'experiment.json'],
    ['Übergröße', 'Übergröße.json'],
  ])('%s is saved as %s', (name, file) => {
    expect(fileName(name)).toBe(file);
  });
});
