import { expect, it } from 'vitest';
import { erf, erfc } from '../../src/catalogue/erf';
import { expectClose } from '../support/expectClose';

// From mpmath with 40 digits.
const KNOWN: readonly (readonly [x: number, erf: number, erfc: number])[] = [
  [-8, -1.0, 2.0],
  [-1.5, -0.9661051464753108, 1.9661051464753108],
  [-0.5, -0.5204998778130465, 1.5204998778130465],
  [-0.1, -0.1124629160182849, 1.1124629160182848],
  [1e-10, 1.1283791670955126e-10, 0.999999999887162],
  [1e-5, 1.1283791670579e-5, 0.9999887162083294],
  [0.25, 0.27632639016823696, 0.7236736098317631],
  [0.49999, 0.5204910899433182, 0.4795089100566818],
  [0.5, 0.5204998778130465, 0.4795001221869535],
  [0.51, 0.5292436198411704, 0.4707563801588296],
  [1, 0.8427007929497149, 0.15729920705028513],
  [1.5, 0.9661051464753108, 0.033894853524689274],
  [2, 0.9953222650189527, 0.004677734981047266],
  [3, 0.9999779095030014, 2.209049699858544e-5],
  [4, 0.9999999845827421, 1.541725790028002e-8],
  [5.9, 0.9999999999999999, 7.190409783550478e-17],
  [8, 1.0, 1.1224297172982926e-29],
  [15, 1.0, 7.212994172451207e-100],
  [26, 1.0, 5.663192408856143e-296],
];

it.each(KNOWN)('erf and erfc of %d agree with mpmath', (x, erfX, erfcX) => {
  expectClose(erf(x), erfX, { relative: 1e-15 }, 'erf');
  // exp(−x²) magnifies the rounding of x² by x²: 7e-14 at 26.
  expectClose(erfc(x), erfcX, { relative: 1e-15 + 1.2e-16 * x * x }, 'erfc');
});

it('is odd, and ends at ±1', () => {
  for (const x of [0.1, 0.5, 0.7, 3]) expect(erf(-x)).toBe(-erf(x));
  expect(erf(Number.POSITIVE_INFINITY)).toBe(1);
  expect(erf(Number.NEGATIVE_INFINITY)).toBe(-1);
  expect(erfc(Number.POSITIVE_INFINITY)).toBe(0);
  expect(erf(Number.NaN)).toBeNaN();
  expect(erfc(Number.NaN)).toBeNaN();
});
