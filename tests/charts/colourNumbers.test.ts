import { describe, expect, it } from 'vitest';
import { themes } from '../../src/charts/theme';
import { LIMITS } from '../../src/spec/limits';
import { ciede2000, type Lab, labOf } from '../gallery/colourDifference';
import { colourNumbers } from '../gallery/colourNumbers';
import { COLOUR_SENSES } from '../gallery/colourSense';

/** Pairs of Sharma, Wu & Dalal 2005, table 1, with four digits after the point. */
const PUBLISHED: readonly (readonly [one: Lab, other: Lab, difference: number])[] = [
  [[50, 2.6772, -79.7751], [50, 0, -82.7485], 2.0425],
  [[50, -1.3802, -84.2814], [50, 0, -82.7485], 1],
  [[50, 0, 0], [50, -1, 2], 2.3669],
  [[50, 2.49, -0.001], [50, -2.49, 0.0009], 7.1792],
  [[50, 2.49, -0.001], [50, -2.49, 0.0011], 7.2195],
  [[50, 2.5, 0], [73, 25, -18], 27.1492],
  [[50, 2.5, 0], [58, 24, 15], 19.4535],
  [[60.2574, -34.0099, 36.2677], [60.4626, -34.1751, 39.4387], 1.2644],
  [[22.7233, 20.0904, -46.694], [23.0331, 14.973, -42.5619], 2.0373],
  [[2.0776, 0.0795, -1.135], [0.9033, -0.0636, -0.5514], 0.9082],
];

it.each(PUBLISHED)(
  'the difference of %j and %j is the published %d, either way round',
  (one, other, difference) => {
    expect(ciede2000(one, other)).toBeCloseTo(difference, 4);
    expect(ciede2000(other, one)).toBeCloseTo(difference, 4);
  },
);

it('white is L* 100 without a hue, and sRGB blue stands where the CIE has it', () => {
  const [white, blue] = [labOf([255, 255, 255]), labOf([0, 0, 255])];
  for (const [at, part] of [100, 0, 0].entries()) expect(white[at]).toBeCloseTo(part, 2);
  for (const [at, part] of [32.3, 79.19, -107.86].entries()) expect(blue[at]).toBeCloseTo(part, 1);
});

describe.each(['light', 'dark'] as const)('the %s colours', (name) => {
  it.each(COLOUR_SENSES)('stay apart as far as they must with $label', (sense) => {
    const numbers = colourNumbers(themes[name], sense);
    const held = numbers.filter(({ limit }) => limit !== null);
    expect(held.length).toBeGreaterThan(1);
    const tooClose = held.filter(({ value, limit }) => value < (limit ?? 0));
    expect(tooClose).toEqual([]);
  });

  it('the size of the trouble looks the same on both sides of the scale without hue', () => {
    const grey = COLOUR_SENSES.filter((sense) => sense.name === 'grey');
    const [ends, quarters] = grey.flatMap((sense) => colourNumbers(themes[name], sense));
    expect(ends?.value).toBeLessThan(5);
    expect(quarters?.value).toBeLessThan(5);
  });
});

it.each(['light', 'dark'] as const)(
  'there is a %s line for every lane, and no two share hue and dash',
  (name) => {
    const { lanes } = themes[name];
    expect(lanes.length).toBe(LIMITS.lanes);
    expect(new Set(lanes.map((line) => JSON.stringify(line))).size).toBe(lanes.length);
    // Dashes differ among themselves too: without hue, D, E and F are still three lines.
    const dashed = lanes.filter(({ dash }) => dash.length > 0);
    expect(new Set(dashed.map(({ dash }) => dash.join())).size).toBe(dashed.length);
  },
);

it('a scale of red against green would be refused', () => {
  const table = new Uint8ClampedArray(themes.light.scale);
  for (let at = 0; at < table.length / 3; at++) {
    const strength = Math.abs(at / (table.length / 3 - 1) - 0.5) * 2;
    const [keep, fade] = [255 - 100 * strength, 255 - 255 * strength];
    table.set(at < table.length / 6 ? [keep, fade, fade] : [fade, keep, fade], at * 3);
  }
  const deutan = COLOUR_SENSES.filter((sense) => sense.name === 'deutan');
  const [ends] = deutan.flatMap((sense) => colourNumbers({ ...themes.light, scale: table }, sense));
  expect(ends?.value).toBeLessThan(ends?.limit ?? 0);
});
