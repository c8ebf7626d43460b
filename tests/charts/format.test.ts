import { expect, test } from 'vitest';
import { formatFactor, formatParts, formatPlain, formatPower, formatSetting } from '../../src/charts/format';

test.each([
  [1.18, '×1.18'],
  [1.1999, '×1.20'],
  [74, '×74'],
  [74.26, '×74.3'],
  [74.04, '×74'],
  [273.6, '×274'],
  [9.996, '×10'],
  [0.7568, '×0.757'],
  [0.93, '×0.930'],
  [0.0321, '×0.032'],
  [0.09949, '×0.099'],
  [0.0996, '×0.10'],
  [12345, '×12,300'],
  [6.6e20, '×6.6 × 10²⁰'],
  [3.2e-5, '×3.2 × 10⁻⁵'],
  [0, '×0'],
  [Number.POSITIVE_INFINITY, '×Inf'],
  [Number.NaN, 'NaN'],
])('the factor %f is written %s', (value, text) => {
  expect(formatFactor(value)).toBe(text);
});

test.each([
  [1.4541, 4, '×1.454'],
  [1000, 3, '×1,000'],
  [1234.5, 4, '×1,235'],
  [0.0321, 3, '×0.0321'],
  [74, 3, '×74.0'],
  [2.3e35, 3, '×2.30 × 10³⁵'],
])('the factor %f with %i figures is written %s', (value, figures, text) => {
  expect(formatFactor(value, figures)).toBe(text);
});

test.each([
  [0.109, '0.109'],
  [0.41, '0.410'],
  [15.94, '15.9'],
  [459.2, '459'],
  [99.96, '100'],
  [14450.3, '14,450'],
  [4096, '4,096'],
  [99999, '99,999'],
  [99999.4, '99,999'],
  [99999.6, '1.0 × 10⁵'],
  [100000, '1.0 × 10⁵'],
  [0.01, '0.0100'],
  [0.00999, '0.00999'],
  [0.0099, '9.9 × 10⁻³'],
  [3.4e23, '3.4 × 10²³'],
  [9.96e35, '1.0 × 10³⁶'],
  [-0.5, '−0.500'],
  [-2.3e-35, '−2.3 × 10⁻³⁵'],
  [5, '5'],
  [0, '0'],
  [-0, '0'],
  [Number.NEGATIVE_INFINITY, '−Inf'],
  [Number.NaN, 'NaN'],
])('the number %f is written %s', (value, text) => {
  expect(formatPlain(value)).toBe(text);
});

test.each([
  [0.05, '0.05'],
  [0.5, '0.5'],
  [64, '64'],
  [1024, '1,024'],
  [1e-8, '1 × 10⁻⁸'],
  [0.0125, '0.0125'],
])('the setting %f is written %s, with no figure that was not set', (value, text) => {
  expect(formatSetting(value)).toBe(text);
});

test('an exponent comes apart from its mantissa, its minus a real one', () => {
  expect(formatParts(2.31e-35)).toEqual({ kind: 'number', mantissa: '2.3', exponent: '−35' });
  expect(formatParts(0.5).exponent).toBeNull();
});

test('an axis never says 10⁰', () => {
  expect([-3, 0, 3].map(formatPower)).toEqual(['10⁻³', '1', '10³']);
});
