/** A user's own table: what it is read as, what is said of one that cannot be used, and the data made of it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dataset, loadData, meanSquare } from '../../src/data/load';
import { readColumns } from '../../src/data/csv/columns';
import { CSV_LIMITS } from '../../src/data/csv/limits';
import { choiceIn, inputsAsText, plan } from '../../src/data/csv/plan';
import { readTable, textOf } from '../../src/data/csv/table';
import { type Data, DataError, fittingLosses } from '../../src/data/types';
import { stream } from '../../src/random/stream';
import { decodeLink, encodeLink } from '../../src/spec/codec';
import { newExperiment, newLane } from '../../src/spec/defaults';
import { parse } from '../../src/spec/schema';
import type { Values } from '../../src/catalogue/types';

const RUNS = { seed: 20261125, numRuns: 300 };
const noFile = () => Promise.reject(new Error('Nothing is fetched.'));
const load = (values: Values, own?: Blob, seed = 1): Promise<Data> =>
  loadData({ id: 'csv', values }, seed, noFile, own);
const columnsOf = (text: string) => readColumns(readTable(text));
const columnOf = (text: string, name: string) => columnsOf(text).find((column) => column.name === name);
const planOf = (text: string, values: Values = {}) => plan(columnsOf(text), choiceIn(values));

/** 100 rows: two numbers, a word, a number that follows from them, and a class. */
const FLOWERS = (() => {
  const draws = stream(1, 'flowers');
  const rows = Array.from({ length: 100 }, (_, row) => {
    const [long, wide] = [draws.normal() * 3 + 5, draws.normal() + 100];
    const colour = ['red', 'blue', 'white'][row % 3];
    return [long, wide, colour, 2 * long - wide, long > 5 ? 'tall' : 'small'].join(',');
  });
  return ['long,wide,colour,sum,kind', ...rows].join('\n');
})();

/** The sentence of what is thrown; anything but a DataError fails the test. */
function sentenceOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    return error.message;
  }
  return '';
}

describe('a table', () => {
  it.each([
    [',', 'a,b\n1.5,x\n2,y'],
    [';', 'a;b\n1,5;x\n2;y'],
    ['\t', 'a\tb\n1.5\tx\n2\ty'],
  ])('parted by %j is read alike', (delimiter, text) => {
    const table = readTable(text);
    expect(table.delimiter).toBe(delimiter);
    expect(table.names).toEqual(['a', 'b']);
    const [a, b] = readColumns(table);
    expect([...(a?.numbers ?? [])]).toEqual([1.5, 2]);
    expect(b?.classes).toEqual(['x', 'y']);
  });
  it('may begin with a byte order mark, end lines with CRLF, quote cells, and hold blank lines', () => {
    const table = readTable('\ufeff"a, b",c\r\n"say ""hi""",1\r\n\r\n"two\r\nlines",2\r\n');
    expect(table.names).toEqual(['a, b', 'c']);
    expect(table.rows).toEqual([
      ['say "hi"', '1'],
      ['two\r\nlines', '2'],
    ]);
    expect(table.lines).toEqual([2, 4]);
  });
  it('is refused where a quotation mark is never closed, by its line; one inside a cell opens nothing', () => {
    expect(() => readTable('a,b\n1,x\n2,"y\n3,z\n4,"",\n')).toThrow(
      /^Line 3: a quotation mark is not closed/,
    );
    expect(() => readTable('a,b\n"1\n2",x\n3,"y ""z""\n')).toThrow(/^Line 4: a quotation mark/);
    expect(readTable('a,b\n5" pipe,x\n"","y ""z"""\n').rows).toEqual([
      ['5" pipe', 'x'],
      ['', 'y "z"'],
    ]);
  });
  it('names a column that has no name by its place', () => {
    expect(readTable(',x\n1,2').names).toEqual(['column 1', 'x']);
  });
  it('that is no UTF-8 is read as old spreadsheets write', () => {
    expect(textOf(Uint8Array.from([0x47, 0x72, 0xf6, 0xdf, 0x65]))).toBe('Größe');
    expect(textOf(Uint8Array.from([0xff, 0xfe, 0x61, 0, 0x2c, 0]))).toBe('a,');
  });
  it.each([
    ['an empty file', '', 'The file is empty.'],
    ['spaces', ' \r\n\t\n', 'The file is empty.'],
    ['a picture', 'PNG\0\0', 'This is no text'],
    ['names alone', 'a,b\n', 'Below the names of the columns there are no rows.'],
    ['one column', 'a\n1\n2', 'Line 1 has one cell.'],
    ['no names', '1,2\n3,4', 'Line 1 holds numbers where the names of the columns should stand.'],
    ['two names alike', '\na,b,a\n1,2,3', 'Line 2: two columns are called ‘a’.'],
    ['a row too short', 'a,b,c\n1,2,3\n\n4,5', 'Line 4 has 2 cells, the header has 3.'],
    ['a row too long', `a,b\n${'1,2\n'.repeat(15)}1,2,3`, 'Line 17 has 3 cells, the header has 2.'],
    ['a row after a cell of three lines', 'a,b\n"1\n2\n3",4\n5', 'Line 5 has 1 cell, the header has 2.'],
    [
      'an open quotation mark',
      'a,b\n1,2\n"3,4\n5,6\n',
      'Line 3 has 1 cell, the header has 2. It goes on over',
    ],
    [
      'a name too long',
      `a,${'b'.repeat(61)}\n1,2`,
      'Line 1: the name of column 2 has 61 characters; 60 is the most.',
    ],
    [
      'too many columns',
      `${Array.from({ length: 201 }, (_, i) => `c${i}`).join()}\n`,
      'has 201 columns; 200 is the most',
    ],
    ['too many rows', `a,b\n${'1,2\n'.repeat(20_001)}`, 'more than 20,000 rows'],
  ])('%s is refused with its reason', (_, text, words) => {
    expect(sentenceOf(() => readTable(text))).toContain(words);
  });
  it('of more than 5 MB is refused unread', () => {
    expect(sentenceOf(() => textOf(new Uint8Array(5_000_001).fill(97)))).toContain('5 MB is the most');
  });
});

describe('a column', () => {
  it('of numbers may have empty cells, however they are written', () => {
    const column = columnOf('a,b\n1,x\nNA,x\n,y\n-2.5e3,y\n?,x\n.5,y', 'a');
    expect(column).toMatchObject({ kind: 'number', missing: 3, reason: '' });
    expect([...(column?.numbers ?? [])]).toEqual([1, Number.NaN, Number.NaN, -2500, Number.NaN, 0.5]);
  });
  it('of few words has them in order', () => {
    expect(columnOf('a,b\n1,pear\n2,Zoo\n3,apple\n4,pear', 'b')).toMatchObject({
      kind: 'words',
      classes: ['Zoo', 'apple', 'pear'],
    });
  });
  it('of whole numbers may be classes, in the order of their values', () => {
    expect(columnOf('a,b\n10,1\n2,2\n2.0,3', 'a')?.classes).toEqual(['2', '10']);
  });
  it.each([
    [
      'a slip among numbers',
      'age,b\n1,2\n3,4\ntwelve,5',
      'age',
      'Line 4, column ‘age’: ‘twelve’ is no number.',
    ],
    ['hexadecimal', 'a,b\n1,2\n3,4\n0x10,5', 'a', 'Line 4, column ‘a’: ‘0x10’ is no number.'],
    ['infinity', 'a,b\n1,2\n3,4\nInfinity,5', 'a', 'Line 4, column ‘a’: ‘Infinity’ is no number.'],
    ['a number too large', 'a,b\n1,2\n1e31,4', 'a', 'Line 3, column ‘a’: 1e31 is too large'],
    ['a number that overflows', 'a,b\n1,2\n1e999,4', 'a', 'Line 3, column ‘a’: 1e999 is too large'],
    ['nothing', 'a,b\n,2\n,4', 'a', 'Column ‘a’ is empty.'],
    ['one value', 'a,b\n7,2\n7,4', 'a', 'Column ‘a’ is ‘7’ in every row.'],
    [
      'many words',
      `a,b\n${Array.from({ length: 21 }, (_, i) => `w${i},1`).join('\n')}`,
      'a',
      'Column ‘a’ has 21 different words; 20 is the most.',
    ],
  ])('of %s cannot be used, and says why', (_, text, name, reason) => {
    expect(columnOf(text, name)).toMatchObject({ kind: 'none' });
    expect(columnOf(text, name)?.reason).toContain(reason);
  });
});

describe('a plan', () => {
  it('takes the last column as target and all others as inputs where nothing is said', () => {
    const { inputs, target, width, classes, rows, trainRows } = planOf(FLOWERS);
    expect(inputs.map(({ name }) => name)).toEqual(['long', 'wide', 'colour', 'sum']);
    expect([target.name, width, classes]).toEqual(['kind', 6, ['small', 'tall']]);
    expect([rows.length, trainRows]).toEqual([100, 80]);
  });
  it('leaves out rows with empty cells in the chosen columns, and no others', () => {
    const gaps = FLOWERS.split('\n').map((line, at) =>
      at === 5 ? line.replace(/^[^,]*/, '') : at === 9 ? line.replace(/[^,]*$/, '') : line,
    );
    expect(planOf(gaps.join('\n')).leftOut).toBe(2);
    expect(planOf(gaps.join('\n'), { inputs: 'wide,sum' }).leftOut).toBe(1);
  });
  it.each<[string, Values, string]>([
    ['no such target', { target: 'x' }, 'There is no column ‘x’ to be predicted.'],
    ['no such input', { inputs: 'x' }, 'There is no column ‘x’ to be an input.'],
    ['the target as input', { inputs: 'kind' }, '‘kind’ is what is predicted'],
    ['words as a number', { task: 'number' }, '‘kind’ holds words.'],
    ['too many classes', { target: 'sum' }, '‘sum’ has more than 20 different values.'],
  ])('%s is refused with its reason', (_, values, words) => {
    expect(sentenceOf(() => planOf(FLOWERS, values))).toContain(words);
  });
  it('refuses too few rows, and a target that is one class where rows are complete', () => {
    expect(sentenceOf(() => planOf(FLOWERS.split('\n').slice(0, 20).join('\n')))).toContain(
      '19 rows have all',
    );
    const rows = Array.from({ length: 40 }, (_, at) => (at < 20 ? `${at},yes` : ',no'));
    expect(sentenceOf(() => planOf(`a,b\n${rows.join('\n')}`))).toContain(
      '‘b’ is the same in all rows that are',
    );
  });
  it('refuses more inputs than a network takes, once words are spread out', () => {
    const names = Array.from({ length: 60 }, (_, at) => `c${at}`);
    const rows = Array.from({ length: 40 }, (_, at) => [...names.map(() => `w${at % 20}`), at % 2].join());
    expect(sentenceOf(() => planOf([[...names, 'y'].join(), ...rows].join('\n')))).toContain('1,200 inputs');
  });
  it('brings names with commas and quotation marks back from their text', () => {
    const names = ['a,b', 'say "hi"', 'two\nlines', '=cmd()', '__proto__'];
    expect(choiceIn({ inputs: inputsAsText(names) }).inputs).toEqual(names);
  });
});

describe('data', () => {
  it('are standardized over the training rows, words as one input each', async () => {
    const { train, heldOut, inputShape, classNames, task, outputs } = await load({ text: FLOWERS });
    expect([inputShape, task, outputs, classNames]).toEqual([[6], 'classes', 2, ['small', 'tall']]);
    expect([train.count, heldOut.count]).toEqual([80, 20]);
    for (let column = 0; column < 6; column++) {
      const values = train.x.filter((_, index) => index % 6 === column);
      expect(Math.abs(values.reduce((sum, value) => sum + value, 0) / 80)).toBeLessThan(1e-5); // float32
      expect(Math.abs(meanSquare(values) - 1)).toBeLessThan(1e-5);
    }
    for (const { y, count } of [train, heldOut])
      for (let row = 0; row < count; row++)
        expect([...y.subarray(2 * row, 2 * row + 2)].toSorted((a, b) => a - b)).toEqual([0, 1]);
  });
  it('have a target number that is standardized over the training rows as well', async () => {
    const { train, task, picture, outputs } = await load({ text: FLOWERS, target: 'sum', task: 'number' });
    expect([task, outputs, picture.kind]).toEqual(['regression', 1, 'scatter']);
    expect(Math.abs(meanSquare(train.y) - 1)).toBeLessThan(1e-5);
  });
  it('have the same split whatever the seed, and every row once', async () => {
    const [one, other] = [
      await load({ text: FLOWERS }, undefined, 1),
      await load({ text: FLOWERS }, undefined, 2),
    ];
    expect(one).toEqual(other);
    const rows = [one.train, one.heldOut].flatMap(({ x, count }) =>
      Array.from({ length: count }, (_, row) => x.subarray(6 * row, 6 * row + 6).join()),
    );
    expect(new Set(rows).size).toBe(100);
  });
  it('keep their split for ever: changing it would change every result', async () => {
    const { heldOut } = await load({ text: FLOWERS, inputs: 'long', target: 'sum', task: 'number' });
    expect(Array.from(heldOut.x.subarray(0, 3), (value) => value.toFixed(4))).toMatchInlineSnapshot(`
      [
        "1.6731",
        "-0.7063",
        "-0.1582",
      ]
    `);
  });
  it('are drawn as a plane, a curve or a table, as they have inputs', async () => {
    const kindOf = async (values: Values) => (await load({ text: FLOWERS, ...values })).picture.kind;
    expect(await kindOf({ inputs: 'long,wide' })).toBe('plane');
    expect(await kindOf({ inputs: 'long', target: 'sum', task: 'number' })).toBe('curve');
    expect(await kindOf({ inputs: 'long' })).toBe('table');
    expect(await kindOf({ inputs: 'colour', target: 'sum', task: 'number' })).toBe('scatter');
    const { unit } = await load({ text: FLOWERS, inputs: 'long', target: 'sum', task: 'number' });
    expect(unit).toBe('‘sum’ over ‘long’, in deviations from their means.');
  });
  it('come from the file where the table is not in the experiment, and are the same', async () => {
    const own = new Blob([FLOWERS]);
    expect(await load({ name: 'flowers.csv' }, own)).toEqual(await load({ text: FLOWERS }));
  });
  it('whose file is not here miss it by name, with the remedy', async () => {
    const error = await load({ name: 'wine.csv', hash: 'abc' }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(DataError);
    expect(error).toMatchObject({
      message: 'This experiment was made with wine.csv, which is too large for a link.',
      remedy: 'Drop that file here, or choose it under Data, to go on.',
    });
    await expect(load({})).rejects.toThrow('No file has been chosen yet.');
  });
  it('stay finite where held-out rows are far from all that was trained on', async () => {
    const rows = Array.from({ length: 50 }, (_, at) => `${at % 2 ? 1e-30 : -1e-30},${at % 2}`);
    for (let far = 0; far < 50; far++) {
      const text = ['a,b', ...rows.with(far, `1e30,${far % 2}`)].join('\n');
      const { train, heldOut } = await load({ text });
      expect([...train.x, ...heldOut.x].every(Number.isFinite)).toBe(true);
    }
  });
  it('offer the loss of their task, and parse holds the lanes to it', () => {
    const set = dataset('csv');
    expect(fittingLosses(set, { task: 'number' })).toEqual(['mse']);
    expect(fittingLosses(set, { task: 'classes' })).toEqual(['softmaxCrossEntropy']);
    const wrong = newExperiment({
      dataset: { id: 'csv', values: { task: 'number' } },
      lanes: [newLane({}, 'csv')],
    });
    expect(() => parse(wrong)).toThrow('does not fit these data');
  });
});

describe('hostile text', () => {
  const HOSTILE = [
    '__proto__',
    'constructor',
    '<script>alert(1)</script>',
    '=cmd()',
    '💥',
    '\u202e',
    '"',
    '""',
    "'",
  ];
  const cell = fc.oneof(
    fc.constantFrom('', '1', '-2.5', 'NA', 'x', 'y', ...HOSTILE),
    fc.double({ noNaN: true }).map(String),
    fc.string({ maxLength: 12, unit: 'binary' }),
  );

  it('of any kind gives finite data or a DataError with a sentence', async () => {
    const outcomes = { data: 0, refused: 0 };
    const table = fc.integer({ min: 1, max: 5 }).chain((width) =>
      fc.tuple(
        fc.constantFrom(',', ';', '\t'),
        fc.array(fc.oneof(cell, fc.constantFrom('a', 'b', 'c', 'd')), { minLength: width, maxLength: width }),
        fc.array(
          fc.array(fc.constantFrom('1', '2', '3.5', 'x', '', ...HOSTILE.slice(0, 2)), {
            minLength: width,
            maxLength: width,
          }),
          {
            minLength: 15,
            maxLength: 40,
          },
        ),
        fc.constantFrom('classes', 'number'),
        fc.string({ maxLength: 10 }),
      ),
    );
    await fc.assert(
      fc.asyncProperty(table, async ([delimiter, names, rows, task, tail]) => {
        const text = [names, ...rows].map((row) => row.join(delimiter)).join('\n') + tail;
        try {
          const { train, heldOut } = await load({ text, task });
          outcomes.data++;
          expect([...train.x, ...train.y, ...heldOut.x, ...heldOut.y].every(Number.isFinite)).toBe(true);
        } catch (error) {
          if (!(error instanceof DataError)) throw error;
          outcomes.refused++;
          expect(error.message).toMatch(/[.?]$/);
          expect(error.message.length).toBeLessThan(400);
        }
      }),
      RUNS,
    );
    expect(Math.min(outcomes.data, outcomes.refused)).toBeGreaterThan(10);
    expect('polluted' in {}).toBe(false);
  });

  it('as bytes at random gives a table or a DataError', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        expect(sentenceOf(() => readColumns(readTable(textOf(bytes))))).toMatch(/^$|[.?]$/);
      }),
      RUNS,
    );
  });

  it('may name columns and classes like what every object has', async () => {
    const rows = Array.from({ length: 30 }, (_, at) => `${at},${at % 2 ? '__proto__' : 'constructor'}`);
    const { classNames, train } = await load({ text: ['__proto__,toString', ...rows].join('\n') });
    expect(classNames).toEqual(['__proto__', 'constructor']);
    expect(train.count).toBe(24);
  });

  it('goes through a link as it is, or is refused by its length', () => {
    const experimentWith = (text: string) =>
      newExperiment({
        dataset: { id: 'csv', values: { text, name: text.slice(0, 50), inputs: text.slice(0, 100) } },
        lanes: [newLane({}, 'csv')],
      });
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary', maxLength: 300 }),
          fc.constantFrom(...HOSTILE, '\0\r\n', '\ud800'),
        ),
        (text) => {
          const whole = parse(experimentWith(text));
          expect(decodeLink(encodeLink(whole))).toEqual(whole);
        },
      ),
      RUNS,
    );
    expect(() => parse(experimentWith('x'.repeat(1e6)))).toThrow('It may have 12,000 characters.');
  });

  it('that fills a link to its limits still comes back', () => {
    const draws = stream(7, 'letters');
    const letters = (count: number) =>
      String.fromCharCode(...Array.from(draws.integers(count, 40_000), (code) => 0x800 + code));
    const values = {
      text: letters(CSV_LIMITS.textInLink),
      inputs: letters(CSV_LIMITS.inputsLength),
      task: 'classes',
    };
    const whole = parse(newExperiment({ dataset: { id: 'csv', values }, lanes: [newLane({}, 'csv')] }));
    expect(decodeLink(encodeLink(whole))).toEqual(whole);
  });

  it('of numbers at the limit makes a link of at most 9,000 characters', () => {
    const draws = stream(7, 'numbers');
    let text = 'a,b,c,d';
    while (text.length < CSV_LIMITS.textInLink - 40)
      text += `\n${Array.from(draws.normals(4), (value) => value.toFixed(4)).join()}`;
    const whole = newExperiment({ dataset: { id: 'csv', values: { text } }, lanes: [newLane({}, 'csv')] });
    expect(encodeLink(whole).length).toBeLessThan(9000);
  });
});
