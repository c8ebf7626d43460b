import { describe, expect, it } from 'vitest';
import { gradientOutput } from '../../src/catalogue/metrics/gradientOutput';
import { saturated } from '../../src/catalogue/metrics/saturated';
import { drawProfile, hitProfile, type ProfileData } from '../../src/charts/profile';
import { stableDomain } from '../../src/charts/profileValues';
import { rowViews } from '../../src/charts/rows';
import { lightTheme } from '../../src/charts/theme';
import { explodingLane, fakeHistory, healthyLane, stackOf } from '../gallery/fakeHistory';
import { recorder } from '../support/recorder';

function draw(reader: ProfileData['reader'], more: Partial<ProfileData> = {}) {
  const screen = recorder();
  const rows = { rows: rowViews(reader.layers), top: 30, height: 8 };
  const data: ProfileData = {
    metric: gradientOutput,
    mark: { letter: 'A', index: 0 },
    reader,
    cursorStep: 194,
    selectedRow: 4,
    domain: [1e-2, 1e4],
    reference: 0.162,
    theory: null,
    others: [],
    label: '×274',
    ...more,
  };
  const geometry = { rows, left: 400, width: 240, axisTitle: 'size of the gradient' };
  drawProfile(screen.context, data, geometry, lightTheme);
  return { screen, data, geometry };
}

describe('the profile', () => {
  it('shows step 0 of a lane that has no step at the cursor, and says so', () => {
    const text = draw(explodingLane()).screen.allText();
    expect(text).toContain('×274  step 0');
  });

  it('lets what leaves the domain leave by its number and step', () => {
    const text = draw(explodingLane()).screen.allText();
    expect(text).toContain('step 1: off the chart');
    expect(text).toMatch(/5\.\d × 1020 at layer 1/);
  });

  it('never draws a theory without the word', () => {
    const reader = healthyLane();
    const theory = reader.layers.map(() => 1);
    expect(draw(reader, { theory }).screen.allText()).toContain('theory');
    expect(draw(reader).screen.allText()).not.toContain('theory');
  });

  it('says that there is no theory, or what it is, in the words it is given', () => {
    expect(draw(healthyLane(), { theoryKey: 'no theory' }).screen.allText()).toContain('no theory');
    const theory = healthyLane().layers.map(() => 1);
    const text = draw(healthyLane(), { theory, theoryKey: 'dotted: rough theory' }).screen.allText();
    expect(text).toContain('rough theory');
  });

  it('names 1 on its axis, and never ten to the power of 0', () => {
    const { texts } = draw(healthyLane()).screen;
    expect(texts.map(({ text }) => text)).toContain('1');
    expect(texts.map(({ text }) => text)).not.toContain('100');
  });

  it('draws the wall of 32 bits only where the domain comes near it', () => {
    const reader = fakeHistory({ layers: stackOf(24), steps: 2, gradient: (_, layer) => 10 ** (24 - layer) });
    const wall = '32 bits end here';
    expect(draw(reader, { domain: [1, 1e40] }).screen.allText()).toContain(wall);
    expect(draw(reader, { domain: [1, 1e30] }).screen.allText()).not.toContain(wall);
  });

  it('says in words that a step has no number at all', () => {
    const reader = fakeHistory({ layers: stackOf(24), steps: 3, gradient: () => Number.NaN });
    expect(draw(reader, { cursorStep: 2 }).screen.allText()).toContain('not a number at step 2');
  });

  it('keeps its key clear of the words along the wall', () => {
    const reader = fakeHistory({
      layers: stackOf(24),
      steps: 9,
      gradient: (_, layer) => 10 ** (24 - layer),
    });
    const { screen } = draw(reader, { domain: [1, 1e42], cursorStep: 8 });
    const wallX = 400 + (240 * Math.log10(3.4028234663852886e38)) / 42;
    const key = screen.texts.filter(({ text }) => /^(bold|thin)/.test(text));
    expect(key.length).toBeGreaterThan(0);
    for (const { x, width } of key) expect(x + width).toBeLessThan(wallX - 14);
  });

  it('keeps the headline on a narrow surface, its step inside the plot', () => {
    const screen = recorder();
    const { data } = draw(explodingLane(), { label: '×2.5 × 10⁸' });
    const rows = { rows: rowViews(data.reader.layers), top: 22, height: 5 };
    drawProfile(
      screen.context,
      data,
      { rows, left: 12, width: 58, axisTitle: null, within: [0, 92] },
      lightTheme,
    );
    const words = screen.texts.filter(({ isTurned }) => !isTurned);
    expect(words.length).toBeGreaterThan(0);
    for (const { x, width } of words) {
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x + width).toBeLessThanOrEqual(92);
    }
    expect(screen.allText()).toContain('step 0');
  });

  it('keeps the words of a share inside the surface', () => {
    const screen = recorder();
    const { data, geometry } = draw(healthyLane(), { metric: saturated, reference: 0.5 });
    drawProfile(screen.context, data, { ...geometry, within: [386, 652] }, lightTheme);
    const whole = screen.texts.find(({ text }) => text === '100%');
    expect((whole?.x ?? 0) + (whole?.width ?? 0)).toBeLessThanOrEqual(652);
  });

  it('draws theory finer than any lane’s dashes', () => {
    const reader = healthyLane();
    const { screen } = draw(reader, { mark: { letter: 'D', index: 3 }, theory: reader.layers.map(() => 1) });
    const dashes = screen
      .of('setLineDash')
      .map(({ args }) => args[0] as number[])
      .filter((dash) => dash.length > 0);
    expect(dashes).toEqual([
      [1.2, 2.4],
      [9, 4],
    ]);
  });

  it('finds the row under a place', () => {
    const { data, geometry } = draw(healthyLane());
    expect(hitProfile({ cssX: 450, cssY: 47 }, data, geometry)).toBe(2);
    expect(hitProfile({ cssX: 390, cssY: 47 }, data, geometry)).toBe(-1);
  });
});

describe('a stable domain', () => {
  it('is whole even decades round both numbers', () =>
    expect(stableDomain(null, 0.03, 270)).toEqual([1e-2, 1e4]));
  it('never shrinks', () => expect(stableDomain([1e-4, 1e6], 1, 2)).toEqual([1e-4, 1e6]));
  it('ignores what is not a number', () =>
    expect(stableDomain([1e-2, 1e2], Number.NaN, Infinity)).toEqual([1e-2, 1e2]));
});
