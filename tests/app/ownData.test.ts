/** What the panel for one's own table makes of a file, and what of it goes into the experiment. */
import { describe, expect, it } from 'vitest';
import { planned, planWords } from '../../src/app/lab/ownData/ownWords';
import { sourceOf, sourceOfText, usualChoice, usualTask, valuesOf } from '../../src/app/lab/ownData/source';
import { CSV_LIMITS } from '../../src/data/csv/limits';
import { loadData } from '../../src/data/load';
import type { Values } from '../../src/catalogue/types';

const rows = (count: number, row: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => row(at));
const load = (values: Values, own?: Blob) => loadData({ id: 'csv', values }, 1, () => Promise.reject(), own);

/** Two thousand rows, most of whose letters stand in a column of notes. */
const NOTED = [
  'a;note;b',
  ...rows(600, (at) => `${at},5;${'x'.repeat(20)}${at};${at % 2 ? 'odd' : 'even'}`),
].join('\n');

describe('the usual choice', () => {
  it('predicts the last column that can be used, from all others that can', () => {
    const { columns } = sourceOfText(
      't.csv',
      ['a,b,c,id', ...rows(30, (at) => `${at},${-at},${at % 3},x${at}`)].join('\n'),
    );
    expect(usualChoice(columns)).toEqual({ inputs: ['a', 'b'], target: 'c', task: 'classes' });
  });
  it.each([
    ['three whole numbers', (at: number) => `${at % 3}`, 'classes'],
    ['eleven whole numbers', (at: number) => `${at % 11}`, 'number'],
    ['halves', (at: number) => `${(at % 3) / 2}`, 'number'],
    ['words', (at: number) => (at % 2 ? 'yes' : 'no'), 'classes'],
  ])('takes %s for what they most often are', (_, cell, task) => {
    const { columns } = sourceOfText('t.csv', ['a,b', ...rows(40, (at) => `${at},${cell(at)}`)].join('\n'));
    expect(usualTask(columns[1]!)).toBe(task);
  });
});

describe('into the experiment goes', () => {
  it('the whole table where it is small', () => {
    const text = ['a,b,c', ...rows(40, (at) => `${at},${at * at},${at % 2}`)].join('\n');
    const source = sourceOfText('t.csv', text);
    expect(valuesOf(source, { inputs: ['a'], target: 'c', task: 'classes' })).toMatchObject({
      name: 't.csv',
      text,
      inputs: 'a',
      target: 'c',
    });
  });
  it('its used columns where they make it small: the same data as from the file', async () => {
    const source = sourceOfText('t.csv', NOTED);
    expect(NOTED.length).toBeGreaterThan(CSV_LIMITS.textInLink);
    const values = valuesOf(source, { inputs: ['a'], target: 'b', task: 'classes' });
    expect(String(values.text).length).toBeLessThan(CSV_LIMITS.textInLink);
    expect(values.text).not.toContain('note');
    expect(await load(values)).toEqual(await load({ ...values, text: '' }, new Blob([NOTED])));
  });
  it('its name and fingerprint alone where it is large', () => {
    const large = NOTED.replaceAll('odd', 'o'.repeat(50));
    const values = valuesOf(sourceOfText('t.csv', large), { inputs: ['a'], target: 'b', task: 'classes' });
    expect(values.text).toBe('');
    expect(values.hash).toMatch(/^[0-9a-f]{32}$/);
    expect(
      valuesOf(sourceOfText('t.csv', `${large} `), { inputs: ['a'], target: 'b', task: 'classes' }).hash,
    ).not.toBe(values.hash);
  });
  it('a file name no longer than there is room for', () => {
    expect(sourceOfText('n'.repeat(500), NOTED).name).toHaveLength(CSV_LIMITS.fileNameLength);
  });
});

it('a file of a hundred megabytes is refused unread', async () => {
  const blob = { size: 1e8, arrayBuffer: () => Promise.reject(new Error('It was read.')) } as unknown as Blob;
  await expect(sourceOf('large.csv', blob)).rejects.toThrow('The file has 100.0 MB; 5 MB is the most.');
});

describe('what was understood', () => {
  const text = [
    'a,b,c',
    ...rows(40, (at) => `${at === 7 ? '' : at},${at % 4 ? 'p' : 'q'},${at % 2 ? 'yes' : 'no'}`),
  ].join('\n');
  const { columns } = sourceOfText('t.csv', text);
  it('is said with its numbers', () => {
    const plan = planned(columns, { inputs: ['a', 'b'], target: 'c', task: 'classes' });
    expect(typeof plan === 'string' ? [] : planWords(plan, 64)).toEqual([
      '31 rows to train on and 8 held out, the same for every seed. From 3 inputs (a word is one input) to 2 classes of ‘c’: no, yes.',
      'Inputs are standardized over the rows that are trained on.',
      '1 row with empty cells is left out.',
      'A batch asks for 64 rows and takes all 31.',
    ]);
  });
  it('or what is missing', () => {
    expect(planned(columns, { inputs: [], target: 'c', task: 'classes' })).toBe(
      'Choose a column to learn from.',
    );
    expect(planned(columns, { inputs: ['a'], target: 'c', task: 'number' })).toContain('‘c’ holds words.');
  });
});
