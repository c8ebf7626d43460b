import { describe, expect, it } from 'vitest';
import { ACTIVATIONS } from '../../src/catalogue/activations';
import type { Activation, Values } from '../../src/catalogue/types';
import { correlationMap, depthScales } from '../../src/theory/correlation';
import {
  averagesOf,
  chi1,
  criticalSigmaW2,
  fixedLength,
  meanSquareOutput,
  meanSquareSlope,
  nextLength,
  type Phi,
  phiOf,
} from '../../src/theory/meanField';
import { gaussianMean } from '../../src/theory/quadrature';
import oracle from '../fixtures/oracle/theory.json';

/** erf is in the oracle and not in the catalogue. */
const erf: Phi = { f: erfOf, df: (u) => (2 / Math.sqrt(Math.PI)) * Math.exp(-u * u), kinks: [] };
const phis: Record<keyof typeof oracle.grid, Phi> = {
  tanh: phiOf({ kind: 'tanh' }),
  hardTanh: phiOf({ kind: 'hardTanh' }),
  relu: phiOf({ kind: 'relu' }),
  gelu: phiOf({ kind: 'gelu' }),
  erf,
};

/** Double integrals are tested to 1e-4, all else to 1e-8 (theory.md §0). */
const TOLERANCE = { single: 1e-8, double: 1e-4 };
const relative = (value: number, expected: number) =>
  Math.abs(value - expected) / Math.max(Math.abs(expected), 1e-3);

interface GridRow {
  readonly sigmaW2: number;
  readonly sigmaB2: number;
  readonly qStar: number | null;
  readonly chi1: number | null;
  readonly xiQ?: number | string | null;
  readonly xiGradient?: number | string | null;
  readonly cStar?: number | null;
  readonly xiC?: number | string | null;
}

describe('averages at q = 1', () => {
  // theory.md §2: ⟨φ⟩, ⟨φ²⟩, ⟨φ′²⟩, κ
  const table: readonly [
    kind: string,
    values: Values,
    mean: number,
    square: number,
    slope: number,
    kappa: number,
  ][] = [
    ['linear', {}, 0, 1, 1, 2],
    ['tanh', {}, 0, 0.3942944904, 0.4644029024, 3.75044],
    ['hardTanh', {}, 0, 0.516058551, 0.6826894921, 3.394384],
    ['sigmoid', {}, 0.5, 0.2933790359, 0.0448362414, 2.41093],
    ['relu', {}, 0.3989422804, 0.5, 0.5, 5],
    ['leakyRelu', { slope: 0.2 }, 0.3191538243, 0.52, 0.52, 4.556213],
    ['elu', { alpha: 1 }, 0.1605205723, 0.6449454175, 0.6681020012, 2.995051],
    ['selu', {}, 0, 1, 1.0715749925, 2.94859],
    ['gelu', {}, 0.2820947918, 0.4252214826, 0.4558508656, 5.265002],
    ['silu', {}, 0.2066209641, 0.3557755198, 0.3794823516, 4.970144],
    ['softplus', {}, 0.8060591833, 0.9212459089, 0.2933790359, 3.586699],
    ['softsign', {}, 0, 0.1830140213, 0.2276713404, 5.409364],
  ];
  it.each(table)('%s %j has the averages of theory.md', (kind, values, mean, square, slope, kappa) => {
    const phi = phiOf({ kind, ...values });
    const f = (u: number) => phi.f(u);
    expect(Math.abs(gaussianMean(f, 1, phi.kinks) - mean)).toBeLessThan(1e-9);
    expect(Math.abs(meanSquareOutput(phi, 1) - square)).toBeLessThan(1e-9);
    expect(Math.abs(meanSquareSlope(phi, 1) - slope)).toBeLessThan(1e-9);
    const together = averagesOf(phi, 1);
    expect(Math.abs(together.output - square)).toBeLessThan(1e-9);
    expect(Math.abs(together.slope - slope)).toBeLessThan(1e-9);
    expect(Math.abs(together.kappa - kappa)).toBeLessThan(1e-5);
  });
});

describe.each(Object.keys(phis) as (keyof typeof phis)[])('the oracle’s grid for %s', (name) => {
  const phi = phis[name];
  const rows: readonly GridRow[] = oracle.grid[name];

  it('has q*, and none where the length grows without bound', () => {
    for (const { sigmaW2, sigmaB2, qStar } of rows) {
      const found = fixedLength(phi, { weights: sigmaW2, bias: sigmaB2 });
      const where = `σw² ${sigmaW2}, σb² ${sigmaB2}: ${found} instead of ${qStar}`;
      expect(found === null, where).toBe(qStar === null);
      expect(relative(found ?? 0, qStar ?? 0), where).toBeLessThan(TOLERANCE.single);
    }
  });

  it('has χ1 at q*, or at any q where there is none', () => {
    for (const { sigmaW2, sigmaB2, qStar, chi1: expected } of rows) {
      if (expected === null) continue; // the oracle has none for GELU that runs away
      const found = chi1(phi, { weights: sigmaW2, bias: sigmaB2 }, qStar ?? (name === 'relu' ? 1 : 1e8));
      expect(relative(found, expected), `σw² ${sigmaW2}, σb² ${sigmaB2}`).toBeLessThan(TOLERANCE.single);
    }
  });

  it('has the depth scales ξ_q, ξ_c, ξ_∇ and c*', () => {
    for (const { sigmaW2, sigmaB2, qStar, cStar, xiQ, xiC, xiGradient } of rows) {
      const scales = depthScales(phi, { weights: sigmaW2, bias: sigmaB2 });
      expect(scales === null).toBe(qStar === null);
      if (scales === null) continue;
      // As rates 1/ξ = −ln(factor), which are finite at criticality too.
      const rate = (xi: number | string | null | undefined) => 1 / Number(xi);
      const where = `σw² ${sigmaW2}, σb² ${sigmaB2}`;
      const pairs: readonly (readonly [found: number, expected: number, tolerance: number])[] = [
        [1 / scales.lengths, rate(xiQ), TOLERANCE.single],
        [1 / scales.gradients, rate(xiGradient), TOLERANCE.single],
        ...(typeof cStar === 'number'
          ? [[scales.cStar ?? Number.NaN, cStar, TOLERANCE.double] as const]
          : []),
        ...(typeof cStar === 'number'
          ? [[1 / (scales.correlations ?? Number.NaN), rate(xiC), TOLERANCE.double] as const]
          : []),
      ];
      for (const [found, expected, tolerance] of pairs) {
        expect(relative(found, expected), `${where}: ${found} instead of ${expected}`).toBeLessThan(
          tolerance,
        );
      }
    }
  });
});

describe('the edge of chaos', () => {
  it('is where the oracle has it for tanh', () => {
    for (const { sigmaB2, sigmaW2 } of oracle.criticalLineTanh) {
      expect(relative(criticalSigmaW2(phis.tanh, sigmaB2) ?? Number.NaN, sigmaW2)).toBeLessThan(
        TOLERANCE.single,
      );
    }
  });
  it.each([
    ['hardTanh', 0.05, 1.165545],
    ['hardTanh', 1, 2.072709],
    ['softsign', 0.01, 2.28877],
    ['softsign', 0.5, 5.731461],
    ['sigmoid', 0.05, 103.1285],
    ['sigmoid', 0, 103.0076],
    ['softsign', 0, 1],
    ['relu', 0, 2],
    ['relu', 0.3, 2],
  ])('%s with σb² = %d is critical at σw² = %d', (kind, sigmaB2, expected) => {
    expect(relative(criticalSigmaW2(phiOf({ kind }), sigmaB2) ?? Number.NaN, expected)).toBeLessThan(1e-6); // six digits printed
  });
});

describe('lengths', () => {
  it('go from q = 1 as theory.md has them for tanh at (2.25, 0.05)', () => {
    let q = 1;
    for (const expected of [0.9371626034, 0.9106714282, 0.8990067713, 0.8937717092, 0.8914020797]) {
      q = nextLength(phis.tanh, { weights: 2.25, bias: 0.05 }, q);
      expect(Math.abs(q - expected)).toBeLessThan(1e-9);
    }
  });
  it.each([
    [1, 0],
    [5, null],
  ])('of GELU at σw² = 2.1 go from %d to %s: the input’s scale decides', (start, limit) => {
    expect(fixedLength(phis.gelu, { weights: 2.1, bias: 0 }, start)).toBe(limit);
  });
  it.each([
    ['elu', { alpha: 1 }, 1.5, 0.74007533],
    ['selu', {}, 1.5, 8.57763796],
    ['softplus', {}, 1, 0.85630516],
    ['softplus', {}, 1.5, 2.24437086],
  ] as const)('of %s %j at σw² = %d end at %d', (kind, values, weights, expected) => {
    expect(
      relative(fixedLength(phiOf({ kind, ...values }), { weights, bias: 0 }) ?? Number.NaN, expected),
    ).toBeLessThan(1e-8);
  });
});

describe('correlations', () => {
  it('go through ReLU as Cho & Saul’s closed form says', () => {
    const map = correlationMap(phis.relu, { weights: 2, bias: 0 }, 1);
    for (const [c, expected] of [
      [0, 0.3183098862],
      [0.5, 0.608997781],
      [0.9, 0.9095383988],
    ] as const) {
      expect(Math.abs(map.next(c) - expected)).toBeLessThan(1e-9);
    }
  });
  it('fall from 0.9 as reproductions.md R3 has them for tanh at (4, 0.05)', () => {
    const sigmas = { weights: 4, bias: 0.05 };
    const map = correlationMap(phis.tanh, sigmas, fixedLength(phis.tanh, sigmas) ?? Number.NaN);
    let c = 0.9;
    for (const expected of [0.8745, 0.8448, 0.8109, 0.7735, 0.7332, 0.691]) {
      c = map.next(c);
      expect(Math.abs(c - expected)).toBeLessThan(5e-5); // four digits printed
    }
  });
  it('have slope χ1 at c = 1, for every activation', () => {
    for (const entry of ACTIVATIONS) {
      const phi = phiOf(standard(entry));
      const map = correlationMap(phi, { weights: 1.5, bias: 0.1 }, 1);
      const length = nextLength(phi, { weights: 1.5, bias: 0.1 }, 1);
      const expected = chi1(phi, { weights: 1.5, bias: 0.1 }, 1) / length;
      expect(relative(map.slope(1), expected), entry.id).toBeLessThan(2e-2); // the series of a kinked φ ends at n = 16,384
    }
  });
});

function standard(entry: Activation) {
  return {
    kind: entry.id,
    ...Object.fromEntries(entry.parameters.map(({ id, default: value }) => [id, value])),
  };
}

/** erf by its Taylor series or, far out, by the continued fraction of erfc: 1e-15 either way. */
function erfOf(x: number): number {
  const a = Math.abs(x);
  if (a < 3) {
    let term = a;
    let sum = a;
    for (let n = 1; n < 120; n++) {
      term *= (-a * a) / n;
      sum += term / (2 * n + 1);
    }
    return (Math.sign(x) * 2 * sum) / Math.sqrt(Math.PI);
  }
  let fraction = a;
  for (let n = 120; n >= 1; n--) fraction = a + n / 2 / fraction;
  return Math.sign(x) * (1 - Math.exp(-a * a) / (fraction * Math.sqrt(Math.PI)));
}
