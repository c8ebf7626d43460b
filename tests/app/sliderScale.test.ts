import { describe, expect, it } from 'vitest';
import { neighbour, POSITIONS, positionOf, valueAt } from '../../src/app/lab/parts/sliderScale';

const rates = { min: 1e-5, max: 10, scale: 'logarithmic' } as const;
const widths = { min: 1, max: 1024, scale: 'logarithmic' } as const;

describe('a slider’s scale', () => {
  it('has its ends exactly', () => {
    expect(valueAt(0, rates, false)).toBe(1e-5);
    expect(valueAt(POSITIONS, rates, false)).toBe(10);
  });

  it('gives numbers a person would type: three figures, or whole', () => {
    for (let position = 0; position <= POSITIONS; position++) {
      const value = valueAt(position, rates, false);
      expect(Number(value.toPrecision(3))).toBe(value);
      expect(Number.isInteger(valueAt(position, widths, true))).toBe(true);
    }
  });

  it('finds the place of every number that it gives', () => {
    for (let position = 0; position <= POSITIONS; position++) {
      expect(Math.abs(positionOf(valueAt(position, rates, false), rates) - position)).toBeLessThanOrEqual(1);
    }
  });

  it('clamps numbers beyond its ends and zero', () => {
    expect(positionOf(0, rates)).toBe(0);
    expect(positionOf(1000, rates)).toBe(POSITIONS);
  });

  it('moves whole numbers by at least one with each key', () => {
    let width = 1;
    for (let presses = 0; presses < 5; presses++) {
      const next = neighbour(width, 1, widths, true);
      expect(next).toBeGreaterThan(width);
      width = next;
    }
    expect(neighbour(1, -1, widths, true)).toBe(1);
  });
});
