import { describe, expect, it } from 'vitest';
import { CLASS } from '../../src/catalogue/types';
import { gradientOutput } from '../../src/catalogue/metrics/gradientOutput';
import { saturated } from '../../src/catalogue/metrics/saturated';
import {
  makeColourScale,
  PAINT,
  paintOf,
  positionOf,
  valueAt,
  worsePaint,
} from '../../src/charts/colourScale';
import { TABLE_SIZE, themes } from '../../src/charts/theme';
import { COLOUR_SENSES, seenAs } from '../gallery/colourSense';

const scale = makeColourScale(gradientOutput, { value: 0.162, lane: 'B', label: 'layer 16' });

describe('paintOf', () => {
  it.each([
    ['NaN', Number.NaN, CLASS.nan, PAINT.nan],
    ['NaN whose norm is finite', 3, CLASS.nan, PAINT.nan],
    ['Inf', Infinity, CLASS.infinite, PAINT.infinite],
    ['Inf whose class says finite', Infinity, CLASS.finite, PAINT.infinite],
    ['an exact zero', 0, CLASS.zero, PAINT.zero],
    ['a zero whose class says finite', 0, CLASS.finite, PAINT.zero],
    ['what was not measured', Number.NaN, CLASS.notMeasured, PAINT.notMeasured],
    ['a ratio without a number', Number.NaN, CLASS.finite, PAINT.notMeasured],
  ])('%s is never given a colour of the scale', (_what, value, code, paint) => {
    expect(paintOf(scale, value, code)).toBe(paint);
  });

  it('gives the end colour beyond the domain', () => {
    expect(paintOf(scale, 1e30, CLASS.finite)).toBe(TABLE_SIZE - 1);
    expect(paintOf(scale, 1e-30, CLASS.finite)).toBe(0);
  });

  it('gives the centre the middle of the table', () => {
    expect(Math.abs(paintOf(scale, 0.162, CLASS.finite) - (TABLE_SIZE - 1) / 2)).toBeLessThanOrEqual(0.5);
  });

  it('puts ÷100 as far from the centre as ×100', () => {
    expect(positionOf(scale, 16.2)).toBeCloseTo(0.5, 12);
    expect(positionOf(scale, 0.00162)).toBeCloseTo(-0.5, 12);
  });

  it('reads a share from the paper up, zero included', () => {
    const share = makeColourScale(saturated, null);
    expect(positionOf(share, 0)).toBe(0);
    expect(paintOf(share, 0, CLASS.finite)).toBe(TABLE_SIZE / 2);
    expect(paintOf(share, 1, CLASS.finite)).toBe(TABLE_SIZE - 1);
  });
});

it.each([-1, -0.3, 0, 0.77, 1])('valueAt is the inverse of positionOf at %s', (position) => {
  expect(positionOf(scale, valueAt(scale, position))).toBeCloseTo(position, 12);
});

it('lets the worst of two paints survive, in either order', () => {
  const inOrder = [PAINT.notMeasured, 128, 100, 240, 0, PAINT.zero, PAINT.infinite, PAINT.nan];
  for (const [index, mild] of inOrder.entries()) {
    for (const bad of inOrder.slice(index + 1)) {
      expect(worsePaint(mild, bad)).toBe(bad);
      expect(worsePaint(bad, mild)).toBe(bad);
    }
  }
});

describe.each(['light', 'dark'] as const)('the %s table', (name) => {
  const { scale: table, paper } = themes[name];
  const entry = (at: number) => [table[at * 3] ?? 0, table[at * 3 + 1] ?? 0, table[at * 3 + 2] ?? 0] as const;
  const luminance = (at: number) => {
    const grey = COLOUR_SENSES.find((sense) => sense.name === 'grey');
    return grey ? (seenAs(grey, entry(at))[0] ?? 0) : 0;
  };

  it('is nearly the page in its middle', () => {
    const page = [1, 3, 5].map((at) => Number.parseInt(paper.slice(at, at + 2), 16));
    for (const [index, part] of entry(128).entries())
      expect(Math.abs(part - (page[index] ?? 0))).toBeLessThanOrEqual(20);
  });

  it('grows away from the page on both sides without turning back', () => {
    const way = name === 'light' ? -1 : 1;
    for (let at = 128; at < TABLE_SIZE - 1; at++) {
      expect(way * (luminance(at + 1) - luminance(at))).toBeGreaterThanOrEqual(-0.6);
      expect(way * (luminance(TABLE_SIZE - 2 - at) - luminance(TABLE_SIZE - 1 - at))).toBeGreaterThanOrEqual(
        -0.6,
      );
    }
  });

  it.each(COLOUR_SENSES.filter((sense) => sense.name !== 'grey'))(
    'keeps weaker and stronger apart for $name readers',
    (sense) => {
      for (const share of [0.35, 0.66, 1]) {
        const half = Math.round((share * (TABLE_SIZE - 1)) / 2);
        const [weak, strong] = [
          seenAs(sense, entry(Math.max(0, 127 - half))),
          seenAs(sense, entry(Math.min(TABLE_SIZE - 1, 128 + half))),
        ];
        const apart = Math.hypot(...weak.map((part, index) => part - (strong[index] ?? 0)));
        expect(apart).toBeGreaterThan(60);
      }
    },
  );
});
