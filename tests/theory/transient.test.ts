import { describe, expect, it } from 'vitest';
import { activation, initializer } from '../../src/catalogue/registry';
import type { Block, Choice, Layer } from '../../src/catalogue/types';
import { stream } from '../../src/random/stream';
import { newLane } from '../../src/spec/defaults';
import { expand } from '../../src/spec/expand';
import { denseBlock, he, scaled, xavier } from '../../src/spec/presets/build';
import { opening } from '../../src/spec/presets/opening';
import type { LaneSpec } from '../../src/spec/types';
import { nextLength, phiOf } from '../../src/theory/meanField';
import { transientProfile } from '../../src/theory/transient';

/** Standardized noise. */
const standard = { meanSquare: 1, mean: 0, covariance: 0 };
const noise = (features: number) => ({ inputShape: [features], outputs: 0, task: 'readOut' }) as const;
const layersOf = (blocks: readonly Block[], features = 64): Layer[] =>
  expand(newLane({ blocks }), noise(features));
const profileOf = (...blocks: readonly Block[]) => transientProfile(layersOf(blocks), standard);
const residual = (
  id: string,
  repeat: number,
  first: Choice,
  last: Choice,
  branchScale: number,
  zeroInitLast = false,
  width = 64,
): Block => ({
  id,
  type: 'residual',
  repeat,
  values: { branchScale, zeroInitLast },
  stack: [denseBlock(`${id}i1`, 1, width, 'relu', first), denseBlock(`${id}i2`, 1, width, 'linear', last)],
});
const lecun: Choice = { kind: 'lecunNormal' };
const close = (found: number | undefined, expected: number) => Math.abs((found ?? Number.NaN) / expected - 1);

describe('a dense stack', () => {
  it.each([
    [1, Math.SQRT1_2],
    [2, 1],
    [3, Math.sqrt(1.5)],
  ])('of ReLU with variance %d/n grows by √(c/2), exactly and at any depth', (c, growth) => {
    const profile = profileOf(denseBlock('b1', 20, 128, 'relu', scaled(c)));
    expect(close(profile.growth, growth)).toBeLessThan(1e-12);
    expect(close(profile.wholeFactor, growth ** 19)).toBeLessThan(1e-11);
    expect(profile.rows.at(-1)?.relative).toBe(1);
    expect(profile.rows).toHaveLength(20);
  });
  it('of tanh has the lengths of V iterated from the input', () => {
    const block = {
      ...denseBlock('b1', 5, 64, 'tanh', scaled(2.25)),
      values: { width: 64, bias: true, biasSigma: Math.sqrt(0.05) },
    };
    const rows = transientProfile(layersOf([block]), { ...standard, meanSquare: 0.3 }).rows;
    let q = 2.25 * 0.3 + 0.05;
    for (const row of rows) {
      expect(close(row.q, q)).toBeLessThan(1e-12);
      q = nextLength(phiOf({ kind: 'tanh' }), { weights: 2.25, bias: 0.05 }, q);
    }
  });
  it('of unequal widths has Xavier’s factor 2·fanIn/(fanIn + fanOut) (theory.md §0)', () => {
    const profile = profileOf(
      denseBlock('b1', 1, 256, 'linear', xavier),
      denseBlock('b2', 1, 128, 'linear', xavier),
      denseBlock('b3', 1, 512, 'linear', xavier),
    );
    const squares = profile.rows.map(({ relative }) => relative ** 2);
    expect(close((squares[1] ?? 0) / (squares[2] ?? 0), (2 * 128) / (128 + 512))).toBeLessThan(1e-12);
    expect(close((squares[0] ?? 0) / (squares[1] ?? 0), (2 * 256) / (256 + 128))).toBeLessThan(1e-12);
  });
  it('of 512 rows that explodes keeps its logarithm where the number itself overflows', () => {
    const profile = profileOf(
      denseBlock('b1', 256, 4, 'linear', scaled(1e4)),
      denseBlock('b2', 256, 4, 'linear', scaled(1e4)),
    );
    expect(profile.wholeFactor).toBe(Number.POSITIVE_INFINITY);
    expect(close(profile.rows[0]?.logRelative, 511 * Math.log(100))).toBeLessThan(1e-12);
  });
  it('has a band of e^(±√β), β = 5·(H − 1)/n for ReLU, about the typical network (theory.md §4)', () => {
    const { low = 0, high = 0 } = profileOf(denseBlock('b1', 11, 32, 'relu', he)).rows[0] ?? {};
    const beta = (5 * 10) / 32;
    expect(close(high / low, Math.exp(2 * Math.sqrt(beta)))).toBeLessThan(1e-9);
    expect(close(Math.sqrt(high * low), Math.exp(-beta / 4))).toBeLessThan(1e-9);
  });
  it('of one row has no growth to speak of', () => {
    const profile = profileOf(denseBlock('b1', 1, 32, 'relu', he));
    expect(profile.wholeFactor).toBe(1);
    expect(profile.growth).toBeNaN();
  });
});

describe('a residual', () => {
  it.each([1, 0.5, 1 / Math.sqrt(20)])(
    'of He and LeCun inside grows by √(1 + α²) a block, α = %d',
    (scale) => {
      const profile = profileOf(
        denseBlock('b1', 1, 64, 'linear', lecun),
        residual('b2', 20, he, lecun, scale),
      );
      expect(close(profile.growth, Math.sqrt(1 + scale * scale))).toBeLessThan(1e-12);
    },
  );
  it('of He on both grows by √3 a block', () => {
    const profile = profileOf(denseBlock('b1', 1, 64, 'linear', lecun), residual('b2', 20, he, he, 1));
    expect(close(profile.growth, Math.sqrt(3))).toBeLessThan(1e-12);
  });
  it('whose last layer starts at zero grows by exactly 1', () => {
    const profile = profileOf(denseBlock('b1', 1, 64, 'linear', lecun), residual('b2', 20, he, he, 1, true));
    expect(profile.growth).toBe(1);
    expect(profile.rows[0]?.high).toBe(profile.rows[0]?.low);
  });
});

describe('no theory is claimed', () => {
  it.each([
    ['for identity weights', [denseBlock('b1', 3, 64, 'relu', { kind: 'identity', scale: 1 })]],
    [
      'for a branch that ends in ReLU: it is not independent of the skip',
      [{ ...residual('b1', 2, he, he, 1), stack: [denseBlock('b2', 2, 64, 'relu', he)] }],
    ],
    ['for a network without hidden rows', []],
  ])('%s', (_, blocks) => {
    const layers = expand(newLane({ blocks }), { inputShape: [64], outputs: 3, task: 'classes' });
    const { rows, missing, wholeFactor } = transientProfile(layers, standard);
    expect(rows).toEqual([]);
    expect(missing).toMatch(/\.$/);
    expect(wholeFactor).toBeNaN();
  });
});

describe('the opening', () => {
  it.each([
    [0, 2 ** 5.5 * 9], // 11 dense layers of √2, 4 residuals of √3
    [1, 1.5 ** 2], // 11 of 1, 4 of √1.5
  ])('lane %d has the whole factor of the closed forms', (index, expected) => {
    const layers = expand(opening.experiment.lanes[index] as LaneSpec, {
      inputShape: [64],
      outputs: 10,
      task: 'classes',
    });
    expect(close(transientProfile(layers, standard).wholeFactor, expected)).toBeLessThan(1e-12);
  });
});

describe('a real random network', () => {
  // Average log growth over 6 networks. Tolerances: finite width shifts the log by −κ/4n a layer (0.4–1 % here), and
  // two standard errors of the average.
  it.each([
    [
      'tanh (2.25, 0.05)',
      [
        {
          ...denseBlock('b1', 12, 128, 'tanh', scaled(2.25)),
          values: { width: 128, bias: true, biasSigma: Math.sqrt(0.05) },
        },
      ],
      0.02,
    ],
    ['tanh (9, 0)', [denseBlock('b1', 12, 128, 'tanh', scaled(9))], 0.02],
    ['sigmoid (16, 0)', [denseBlock('b1', 12, 128, 'sigmoid', scaled(16))], 0.04],
    [
      'ReLU, 64 and 192 wide in turn',
      [1, 2, 3, 4].flatMap((pair) => [
        denseBlock(`b${pair}`, 1, 64, 'relu', xavier),
        denseBlock(`c${pair}`, 1, 192, 'relu', xavier),
      ]),
      0.02,
    ],
    [
      'residuals × 1/2 behind a dense row',
      [denseBlock('b1', 1, 128, 'relu', he), residual('b2', 8, he, he, 0.5, false, 128)],
      0.02,
    ],
  ])('%s has the growth that is predicted', (_, blocks, tolerance) => {
    const layers = layersOf(blocks);
    const measured = [1, 2, 3, 4, 5, 6].map((seed) => Math.log(measuredGrowth(layers, seed)));
    const mean = Math.exp(measured.reduce((sum, value) => sum + value, 0) / measured.length);
    expect(close(transientProfile(layers, standard).growth, mean)).toBeLessThan(tolerance);
  });
});

/** (‖∂L/∂h_1‖ / ‖∂L/∂h_H‖)^(1/(H−1)) of a drawn network on 16 rows of noise, L = Σ R⊙h: plain loops, no autograd. */
function measuredGrowth(layers: readonly Layer[], seed: number): number {
  const rows = 16;
  const input = stream(seed, 'x').normals(rows * (layers[0]?.inputShape[0] ?? 0));
  const outputs: Float64Array[] = [];
  const slopes: Float64Array[] = [];
  const weights = layers.map((layer) =>
    layer.parameters.map((one) =>
      initializer(one.initializer.kind).sample(one, one.initializer, stream(seed, layer.id, one.name)),
    ),
  );
  const outputOf = (index: number) => (index === -1 ? input : (outputs[index] as Float64Array));
  layers.forEach((layer, index) => {
    const [width = 0] = layer.outputShape;
    const z = new Float64Array(rows * width);
    if (layer.junction) {
      const [skip, branch] = layer.inputs.map(outputOf) as [Float64Array, Float64Array];
      z.forEach(
        (__, entry) =>
          (z[entry] = (skip[entry] ?? 0) + Number(layer.values.branchScale) * (branch[entry] ?? 0)),
      );
    } else {
      const x = outputOf(layer.inputs[0] ?? -1);
      const fanIn = x.length / rows;
      const [matrix, bias] = weights[index] as [Float64Array, Float64Array];
      for (let row = 0; row < rows; row++) {
        for (let unit = 0; unit < width; unit++) {
          let sum = bias[unit] ?? 0;
          for (let from = 0; from < fanIn; from++)
            sum += (x[row * fanIn + from] ?? 0) * (matrix[from * width + unit] ?? 0);
          z[row * width + unit] = sum;
        }
      }
    }
    const phi = layer.activation ?? { kind: 'linear' };
    outputs.push(z.map((value) => activation(phi.kind).f(value, phi)));
    slopes.push(z.map((value) => activation(phi.kind).df(value, phi)));
  });
  const gradients = layers.map((layer) => new Float64Array(rows * (layer.outputShape[0] ?? 0)));
  gradients.at(-1)?.set(stream(seed, 'R').normals(gradients.at(-1)?.length ?? 0));
  for (let index = layers.length - 1; index >= 0; index--) {
    const layer = layers[index] as Layer;
    const [width = 0] = layer.outputShape;
    const before = (gradients[index] as Float64Array).map(
      (value, entry) => value * (slopes[index]?.[entry] ?? 0),
    );
    if (layer.junction) {
      const [skip = 0, branch = 0] = layer.inputs;
      before.forEach((value, entry) => {
        (gradients[skip] as Float64Array)[entry]! += value; // all three have one shape
        (gradients[branch] as Float64Array)[entry]! += Number(layer.values.branchScale) * value;
      });
    } else {
      const target = gradients[layer.inputs[0] ?? -1];
      const matrix = weights[index]?.[0];
      if (!target || !matrix) continue; // the network's input wants no gradient
      const fanIn = target.length / rows;
      for (let row = 0; row < rows; row++) {
        for (let from = 0; from < fanIn; from++) {
          let sum = 0;
          for (let unit = 0; unit < width; unit++)
            sum += (before[row * width + unit] ?? 0) * (matrix[from * width + unit] ?? 0);
          target[row * fanIn + from]! += sum; // in range by the loops
        }
      }
    }
  }
  const trunk = layers.flatMap((layer, index) => (layer.place === 'trunk' ? [index] : []));
  const norm = (index: number | undefined) =>
    Math.sqrt((gradients[index ?? -1] ?? new Float64Array(0)).reduce((sum, value) => sum + value * value, 0));
  return (norm(trunk[0]) / norm(trunk.at(-1))) ** (1 / (trunk.length - 1));
}
