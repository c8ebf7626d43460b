import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { LOSSES } from '../../src/catalogue/registry';
import { dataset, fetchFrom, loadData, meanSquare, withDefaults } from '../../src/data/load';
import { readPublicFile } from '../../src/data/loadNode';
import { fixedSplit, parsePacked } from '../../src/data/packed';
import { DATASETS } from '../../src/data/registry';
import { type Data, DataError } from '../../src/data/types';
import { LIMITS } from '../../src/spec/limits';

const neverRun = () => {
  throw new Error('No script is run here.');
};

const load = (id: string, seed = 4, values = {}): Promise<Data> =>
  loadData({ id, values }, seed, readPublicFile);
const columns = (data: Data) => data.inputShape.reduce((product, length) => product * length, 1);
const outputs = (data: Data) => data.readOutColumns ?? data.outputs * (data.outputSteps ?? 1);

// A set of the user's own has its tests in csv.test.ts.
describe.each(DATASETS.filter(({ own }) => !own).map((set) => [set.id, set] as const))('%s', (id, set) => {
  it('has as many numbers as its shapes say, all finite', async () => {
    const data = await load(id);
    for (const { x, y, count } of [data.train, data.heldOut]) {
      expect(x).toHaveLength(count * columns(data));
      expect(y).toHaveLength(count * outputs(data));
      expect([...x, ...y].every(Number.isFinite)).toBe(true);
    }
  });
  it('is the same for the same seed', async () => {
    expect(await load(id)).toEqual(await load(id));
  });
  it('follows the seed if it is computed, and only then', async () => {
    const [one, other] = [await load(id, 1), await load(id, 2)];
    expect(one.train.x.every((value, index) => value === other.train.x[index])).toBe(set.file !== undefined);
  });
  it('has inputs of mean square about 1, as the theory’s first layer wants', async () => {
    const { inputShape, train } = await load(id);
    if (inputShape.length === 2) return; // sequences stand as their papers have them
    expect(Math.abs(meanSquare(train.x) - 1)).toBeLessThan(0.12); // 512 rows and the noise on top
  });
  it('holds out rows that it does not train on', async () => {
    const data = await load(id);
    const width = columns(data);
    const row = (x: Float32Array, index: number) => x.subarray(index * width, (index + 1) * width).join();
    const trained = new Set(Array.from({ length: data.train.count }, (_, index) => row(data.train.x, index)));
    const both = Array.from({ length: data.heldOut.count }, (_, index) => row(data.heldOut.x, index)).filter(
      (one) => trained.has(one),
    );
    expect(both).toEqual([]);
  });
  it('offers losses that fit its targets', async () => {
    const data = await load(id);
    const fitting = {
      classes: ['classes'],
      binary: ['binary', 'numbers'],
      regression: ['numbers'],
      readOut: ['readOut'],
    }[data.task];
    expect(
      set.losses
        .map((loss) => LOSSES.find((entry) => entry.id === loss)?.targets)
        .every((targets) => targets && fitting.includes(targets)),
    ).toBe(true);
  });
  it('has at least as many training rows as the largest batch', async () => {
    expect((await load(id)).train.count).toBeGreaterThanOrEqual(LIMITS.batchSize);
  });
});

describe('targets', () => {
  it.each(['spirals', 'circles', 'xor', 'moons', 'gaussians'])('of %s are half 0 and half 1', async (id) => {
    const { train, heldOut, classNames } = await load(id);
    for (const { y, count } of [train, heldOut]) {
      expect(y.filter((label) => label === 1)).toHaveLength(count / 2);
      expect(y.every((label) => label === 0 || label === 1)).toBe(true);
    }
    expect(classNames).toHaveLength(2);
  });
  it.each(['planeRegression', 'waveRegression'])('of %s have variance about 1', async (id) => {
    expect(Math.abs(meanSquare((await load(id)).train.y) - 1)).toBeLessThan(0.15); // 512 rows
  });
  it('of noise are standard normal, and narrower than R for every width allowed', async () => {
    const { train, readOutColumns } = await load('noise');
    expect(readOutColumns).toBe(1024);
    expect(Math.abs(meanSquare(train.y) - 1)).toBeLessThan(0.01); // 524,288 numbers: five standard errors
  });
});

describe('parameters', () => {
  it('of noise: as many inputs as asked for', async () => {
    expect((await load('noise', 1, { features: 3 })).train.x).toHaveLength(512 * 3);
  });
  it('of spirals without noise: points on two arms, each the other’s mirror image', async () => {
    const { train } = await load('spirals', 1, { noise: 0, turns: 0.25 });
    // A quarter turn: the first arm stays in the first quadrant, the second in the third.
    for (let row = 0; row < train.count; row++) {
      const sign = train.y[row] === 0 ? 1 : -1;
      expect(sign * (train.x[2 * row] ?? 0)).toBeGreaterThanOrEqual(0);
      expect(sign * (train.x[2 * row + 1] ?? 0)).toBeGreaterThanOrEqual(0);
    }
  });
  it('of circles without noise: two radii', async () => {
    const { train } = await load('circles', 1, { noise: 0, inner: 0.5 });
    const radii = new Set(
      Array.from({ length: train.count }, (_, row) =>
        Math.hypot(train.x[2 * row] ?? 0, train.x[2 * row + 1] ?? 0).toFixed(4),
      ),
    );
    expect([...radii].map(Number).sort((one, other) => one - other)).toEqual([0.8944, 1.7889]);
  });
  it('that are not given get their defaults', () => {
    expect(withDefaults(dataset('spirals'), { noise: 0.5 })).toEqual({ turns: 1.25, noise: 0.5 });
  });
});

describe('digits', () => {
  it('are 1,437 and 360 rows of every class, standardized by one mean and deviation', async () => {
    const { train, heldOut } = await load('digits');
    expect([train.count, heldOut.count]).toEqual([1437, 360]);
    const all = [...train.x, ...heldOut.x];
    const mean = all.reduce((sum, value) => sum + value, 0) / all.length;
    const square = all.reduce((sum, value) => sum + value * value, 0) / all.length;
    expect(Math.abs(mean)).toBeLessThan(1e-6); // float32 of 115,008 numbers
    expect(Math.abs(square - 1)).toBeLessThan(1e-6);
    for (let digit = 0; digit < 10; digit++)
      expect(heldOut.y.filter((value, index) => index % 10 === digit && value === 1).length).toBeGreaterThan(
        20,
      );
  });
  it('have exactly one class a row', async () => {
    const { train } = await load('digits');
    for (let row = 0; row < train.count; row++) {
      expect(train.y.subarray(10 * row, 10 * row + 10).reduce((sum, value) => sum + value, 0)).toBe(1);
    }
  });
  it('come with pictures that x is the standardized form of', async () => {
    const { heldOut, heldOutPictures = new Float32Array(0) } = await load('digits');
    expect(Math.min(...heldOutPictures)).toBe(0);
    expect(Math.max(...heldOutPictures)).toBe(1);
    const [dark = 0, bright = 0] = [0, 1].map((pixel) => heldOut.x[heldOutPictures.indexOf(pixel)]);
    heldOutPictures.forEach((pixel, index) => {
      expect(Math.abs(dark + pixel * (bright - dark) - (heldOut.x[index] ?? 0))).toBeLessThan(1e-5); // float32
    });
  });
});

describe('breast cancer', () => {
  it('is 455 and 114 rows, each column standardized over the training rows', async () => {
    const { train, heldOut, classNames } = await load('breastCancer');
    expect([train.count, heldOut.count]).toEqual([455, 114]);
    expect(classNames).toEqual(['malignant', 'benign']);
    for (let column = 0; column < 30; column++) {
      const values = train.x.filter((_, index) => index % 30 === column);
      expect(Math.abs(values.reduce((sum, value) => sum + value, 0) / 455)).toBeLessThan(1e-5); // float32
      expect(Math.abs(meanSquare(values) - 1)).toBeLessThan(1e-5);
    }
    const benign = [...train.y, ...heldOut.y].filter((label) => label === 1);
    expect(benign).toHaveLength(357); // as UCI counts them
  });
});

describe('a packed file', () => {
  const digits = () => readPublicFile('digits.bin');
  it('has the digits as scikit-learn has them', async () => {
    const { rows, columns: width, labels, values } = parsePacked(await digits());
    expect([rows, width]).toEqual([1797, 64]);
    expect([...labels.subarray(0, 10)]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect([...values.subarray(0, 8)]).toEqual([0, 0, 5, 13, 9, 1, 0, 0]);
  });
  it('that is damaged is refused with a sentence', async () => {
    const good = await digits();
    const header = '{"rows":2,"columns":1,"classes":["a"],"type":"uint8"}';
    const short = Buffer.concat([
      Buffer.from('BBD1'),
      Buffer.from([header.length, 0, 0, 0]),
      Buffer.from(header),
      deflateRawSync(Buffer.from([1])),
    ]);
    for (const bytes of [new Uint8Array(0), good.subarray(4), good.subarray(0, 200), short]) {
      expect(() => parsePacked(bytes)).toThrow(DataError);
    }
  });
  it('that was not loaded is missed by name', () => {
    expect(() => dataset('digits').make({}, 1)).toThrow('digits.bin');
  });
  it('that the server does not have is missed by name', async () => {
    await expect(fetchFrom('http://localhost:1/', neverRun)('digits.bin')).rejects.toThrow(
      'digits.bin could not be loaded.',
    );
  });
  it('is split alike for ever: changing the split would change every result', () => {
    expect([...fixedSplit('digits', 1797, 1437).heldOut.subarray(0, 5)]).toMatchInlineSnapshot(`
      [
        802,
        1726,
        482,
        316,
        266,
      ]
    `);
  });
});
