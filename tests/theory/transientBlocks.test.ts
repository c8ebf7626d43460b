/** What is predicted of norms, shortcuts, images and time steps, by closed forms and theory.md's table; and what is not. */
import { describe, expect, it } from 'vitest';
import { activation as activationEntry } from '../../src/catalogue/registry';
import type { Block, Choice } from '../../src/catalogue/types';
import { newLane } from '../../src/spec/defaults';
import { type DataShape, expand } from '../../src/spec/expand';
import { chi1, meanSquareOutput, meanSquareSlope, phiOf } from '../../src/theory/meanField';
import { transientProfile } from '../../src/theory/transient';
import oracle from '../fixtures/oracle/theory.json';
import { dense, linear, made, normed } from '../laws/growthAtStart';

const noise = { inputShape: [64], outputs: 0, task: 'readOut' } as const;
const images = { inputShape: [16, 16, 3], outputs: 0, task: 'readOut' } as const;
const sequences = { inputShape: [12, 3], outputs: 2, task: 'regression' } as const;
const INPUT = { meanSquare: 1, mean: 0, covariance: 0 };
const profileOf = (blocks: readonly Block[], data: DataShape = noise, input = INPUT) =>
  transientProfile(expand(newLane({ blocks }), data), input);
const close = (found: number | undefined, expected: number) => Math.abs((found ?? Number.NaN) / expected - 1);

const relu: Choice = { kind: 'relu' };
const tanh: Choice = { kind: 'tanh' };
const zeros: Choice = { kind: 'zeros' };
const group = (repeat: number, ...stack: readonly Block[]) => made('group', 'g', { repeat, stack });
/** W₂·ReLU(W₁x) with He’s and LeCun’s variance: length and gradient factor 1 each. */
const residual = (repeat: number, values: Block['values'], more: readonly Block[] = []) =>
  made(
    'residual',
    'r',
    { repeat, stack: [dense('a', 64, relu, 2), dense('b', 64, linear, 1), ...more] },
    values,
  );
const first = dense('i', 64, linear, 1);

describe('a norm before φ', () => {
  // theory.md §5, growth √χ.
  const table: readonly [kind: string, batchNorm: number, layerNorm: number][] = [
    ['linear', 1, 1],
    ['tanh', 1.08526828, 1.08526828],
    ['hardTanh', 1.15017022, 1.15017022],
    ['sigmoid', 1.01665746, 0.39093096],
    ['relu', Math.sqrt(Math.PI / (Math.PI - 1)), 1],
    ['leakyRelu', 1.11516821, 1],
    ['elu', 1.03875572, 1.01779405],
    ['selu', 1.03516906, 1.03516906],
    ['gelu', 1.14840976, 1.03538959],
    ['silu', 1.10094555, 1.03277986],
    ['softplus', 1.03948451, 0.5643217],
    ['softsign', 1.11535213, 1.11535213],
  ];
  // ε = 1e-5 within the root is of account where the spread is small: hence large weights. The first layers are no matter.
  it.each(table)('%s grows as the table says, whatever the weights’ spread', (kind, batchNorm, layerNorm) => {
    const phi = { ...activationEntryDefaults(kind), ...(kind === 'leakyRelu' ? { slope: 0.2 } : {}) };
    for (const c of [1e4, 1e8]) {
      const of = (norm: string) => profileOf([normed(norm, 9, 64, phi, c)]);
      expect(close(of('batchNorm').growth, batchNorm)).toBeLessThan(1e-6);
      expect(close(of('layerNorm').growth, layerNorm)).toBeLessThan(1e-6);
      expect(close(of('rmsNorm').growth, layerNorm)).toBeLessThan(1e-6);
      expect(of('batchNorm').notes.join(' ')).toContain('large batch');
      expect(of('layerNorm').notes).toEqual([]);
    }
  });
  it('has length 1 at each row', () => {
    for (const { q } of profileOf([normed('layerNorm', 5, 64, tanh, 1e4)]).rows)
      expect(close(q, 1)).toBeLessThan(1e-6);
  });
  it('after φ takes φ’s mean out as batch norm does', () => {
    const after = (norm: string) => profileOf([group(6, dense('d', 64, relu, 1e4), made(norm, 'n'))]).growth;
    for (const norm of ['layerNorm', 'batchNorm'])
      expect(close(after(norm), Math.sqrt(Math.PI / (Math.PI - 1)))).toBeLessThan(1e-6);
    expect(close(after('rmsNorm'), 1)).toBeLessThan(1e-6);
  });
  it('behind layers that make two examples alike is further from them', () => {
    const blocks = [dense('i', 64, relu, 2), normed('batchNorm', 1, 64, linear, 1e4)];
    const of = (covariance: number) => profileOf(blocks, noise, { ...INPUT, covariance }).growth;
    // Behind ReLU at σw² = 2 the covariance is R(c) = [√(1 − c²) + c(π − arccos c)]/π (Cho & Saul 2009).
    for (const [c, behind] of [
      [0, 0.3183098862],
      [0.5, 0.608997781],
      [0.9, 0.9095383988],
    ] as const)
      expect(close(of(c), 1 / Math.sqrt(1 - behind))).toBeLessThan(2e-5);
  });
});

/** An activation as the catalogue has it. */
function activationEntryDefaults(kind: string): Choice {
  const { parameters } = activationEntry(kind);
  return { kind, ...Object.fromEntries(parameters.map(({ id, default: value }) => [id, value])) };
}

describe('other rows', () => {
  it('LSUV has layer norm’s factor behind the first row, and orthogonal weights the Gaussian one', () => {
    const drawn = (initializer: Choice) => [
      made('dense', 'd', { repeat: 6, activation: tanh, initializer }, { width: 64 }),
    ];
    expect(close(profileOf(drawn({ kind: 'lsuv' })).growth, 1.08526828)).toBeLessThan(1e-7);
    const [orthogonal, gaussian] = [
      profileOf(drawn({ kind: 'orthogonal', gain: 1.5 })),
      profileOf(drawn({ kind: 'varianceScaling', c: 2.25 })),
    ];
    expect(close(orthogonal.growth, gaussian.growth)).toBeLessThan(1e-12);
  });
  it.each([0.1, 0.2, 0.5])('dropout of %d behind ReLU multiplies by 1/√p', (rate) => {
    const { growth } = profileOf([group(6, dense('d', 64, relu, 2), made('dropout', 'o', {}, { rate }))]);
    expect(close(growth, 1 / Math.sqrt(1 - rate))).toBeLessThan(1e-12);
  });
  it('an activation of its own is the one of the dense row', () => {
    const apart = profileOf([
      group(6, dense('d', 64, linear, 3), made('activation', 'a', { activation: tanh })),
    ]);
    expect(
      close(
        apart.growth,
        profileOf([dense('d', 64, tanh, 3), ...[1, 2, 3, 4, 5].map((n) => dense(`d${n}`, 64, tanh, 3))])
          .growth,
      ),
    ).toBeLessThan(1e-12);
  });
  it('convolutions multiply by √(c/2) with fan-in size²·channels, and say what padding loses', () => {
    const conv = (padding: string) =>
      profileOf(
        [
          made('conv2d', 'c', { repeat: 4, initializer: { kind: 'varianceScaling', c: 3 } }, { padding }),
          made('flatten', 'f'),
        ],
        images,
      );
    expect(close(conv('same').growth, Math.sqrt(1.5))).toBeLessThan(1e-12);
    expect(close(conv('valid').growth, Math.sqrt(1.5))).toBeLessThan(1e-12);
    expect(conv('same').notes.join(' ')).toContain('zeros');
    expect(conv('valid').notes).toEqual([]);
  });
  it.each([2, 4])('an average pool of %d divides by its side', (size) => {
    const conv = (id: string) => made('conv2d', id, { activation: relu });
    const { wholeFactor } = profileOf(
      [conv('a'), made('averagePool', 'p', {}, { size }), conv('b'), made('flatten', 'f')],
      images,
    );
    // The pool goes on with the first convolution: between the two rows there is only the second one.
    expect(close(wholeFactor, 1)).toBeLessThan(1e-12);
    const { wholeFactor: through } = profileOf(
      [conv('a'), conv('b'), made('averagePool', 'p', {}, { size }), made('flatten', 'f')],
      images,
    );
    expect(close(through, 1 / size)).toBeLessThan(1e-12);
  });
});

describe('a residual with a norm', () => {
  it('before the branch grows by √((L + 1)/(l + 1)), the real lengths being l + 1', () => {
    const { rows } = profileOf([first, residual(16, { normPlacement: 'pre' })]);
    rows.forEach(({ q, relative }, block) => {
      expect(close(q, block + 1)).toBeLessThan(2e-4); // ε: 1e-5 each block
      expect(close(relative, Math.sqrt(17 / (block + 1)))).toBeLessThan(2e-4);
    });
  });
  it('after the sum grows by √((1 + χ_F)/(1 + ρ))', () => {
    expect(close(profileOf([first, residual(8, { normPlacement: 'post' })]).growth, 1)).toBeLessThan(1e-5);
    const stack = [dense('a', 64, tanh, 2), dense('b', 64, linear, 1)];
    const post = made('residual', 'r', { repeat: 8, stack }, { normPlacement: 'post' });
    const [rho, chi] = [meanSquareOutput(phiOf(tanh), 2), 2 * meanSquareSlope(phiOf(tanh), 2)];
    expect(close(profileOf([first, post]).growth, Math.sqrt((1 + chi) / (1 + rho)))).toBeLessThan(2e-5);
  });
  it('and zeros at the end of the branch grows by 1, also around what is not known', () => {
    expect(profileOf([first, residual(8, { normPlacement: 'pre', zeroInitLast: true })]).growth).toBe(1);
    const unknown = made('concatSkip', 'c', { stack: [dense('x', 16, relu, 2)] });
    const stack = [unknown, dense('b', 64, linear, 1)];
    expect(
      profileOf([first, made('residual', 'r', { repeat: 3, stack }, { zeroInitLast: true })]).growth,
    ).toBe(1);
  });
});

describe('a highway', () => {
  it('of shut gates is the identity', () => {
    const { growth } = profileOf([first, made('highway', 'h', { repeat: 9 }, { gateBias: -20 })]);
    expect(Math.abs(growth - 1)).toBeLessThan(1e-8);
  });
  it('whose weights start at 0 keeps √((1 − T)²) a layer, T = σ(b)', () => {
    const { growth } = profileOf([
      first,
      made('highway', 'h', { repeat: 9, initializer: zeros }, { gateBias: -2 }),
    ]);
    expect(close(growth, 1 / (1 + Math.exp(-2)))).toBeLessThan(1e-12);
  });
  it('of gate bias −2 and 30 layers has 0.889 a layer (theory.md §5)', () => {
    const { growth } = profileOf([
      dense('i', 64, tanh, 1),
      made('highway', 'h', { repeat: 30 }, { gateBias: -2 }),
    ]);
    expect(Math.abs(growth - 0.889)).toBeLessThan(3e-3);
  });
});

describe('a deep stack of the oracle’s grid', () => {
  it('of tanh and hard tanh has χ1 at q* in its last layers', () => {
    for (const kind of ['tanh', 'hardTanh'] as const) {
      for (const { sigmaW2, sigmaB2, qStar, chi1: expected } of oracle.grid[kind]) {
        if (qStar === null || expected === null || qStar === 0 || sigmaB2 === 0) continue;
        const block = made(
          'dense',
          'd',
          { repeat: 60, activation: { kind }, initializer: { kind: 'varianceScaling', c: sigmaW2 } },
          { width: 64, biasSigma: Math.sqrt(sigmaB2) },
        );
        const { rows } = profileOf([block], noise, { ...INPUT, meanSquare: 1 });
        expect(
          close(rows.at(-2)?.relative, Math.sqrt(expected)),
          `${kind} ${sigmaW2} ${sigmaB2}`,
        ).toBeLessThan(1e-4);
      }
    }
  });
});

describe('time steps', () => {
  it('of a simple recurrent net are predicted as if weights were fresh, and called a guide', () => {
    const recurrentInitializer = { kind: 'spectralRadius', radius: 1.5 };
    const { rows, isGuide, missing } = profileOf(
      [made('simpleRnn', 'r', { recurrentInitializer })],
      sequences,
    );
    expect([rows.length, isGuide, missing]).toEqual([12, true, null]);
    const [before, last] = rows.slice(-2);
    expect(
      close(before?.relative, Math.sqrt(chi1(phiOf(tanh), { weights: 2.25, bias: 0 }, last?.q ?? 0))),
    ).toBeLessThan(1e-12);
  });
});

describe('where there is no theory, a sentence says why', () => {
  const concat = made('concatSkip', 'c', { stack: [dense('x', 16, tanh, 2)] });
  const cases: readonly [string, readonly Block[], DataShape, RegExp][] = [
    ['a concatenating skip', [first, concat, concat], noise, /concat2/],
    ['an LSTM', [made('lstm', 'l')], sequences, /Gates that act in time/],
    ['a GRU', [made('gru', 'l')], sequences, /Gates that act in time/],
    [
      'self-attention',
      [dense('i', 8, tanh, 1), made('selfAttention', 's')],
      { ...sequences, outputSteps: 12 },
      /selfAttention1/,
    ],
    [
      'a recurrent net of ReLU',
      [made('simpleRnn', 'r', { activation: relu })],
      sequences,
      /known to us for tanh alone/,
    ],
    [
      'a recurrent net of identity weights',
      [made('simpleRnn', 'r', { recurrentInitializer: { kind: 'identity', scale: 1 } })],
      sequences,
      /not drawn at random/,
    ],
    [
      'an activation over the data',
      [made('activation', 'a', { activation: tanh }), dense('d', 64, tanh, 1), dense('e', 64, tanh, 1)],
      noise,
      /mixed by no matrix/,
    ],
  ];
  it.each(cases)('%s', (_, blocks, data, why) => {
    const { rows, missing, growth } = profileOf(blocks, data);
    expect(rows).toEqual([]);
    expect(missing).toMatch(why);
    expect(missing).toMatch(/^[A-Z].*\.$/s);
    expect(growth).toBeNaN();
  });
  it('theory goes on from the loss to that row, and the lane has no whole factor', () => {
    const { rows, missing, wholeFactor } = profileOf([
      first,
      concat,
      dense('a', 64, relu, 3),
      dense('b', 64, relu, 3),
    ]);
    expect(rows.map(({ layer }) => layer)).toEqual([2, 3, 4]);
    expect(close(rows[0]?.relative, 1.5)).toBeLessThan(1e-12);
    expect(missing).toContain('concat1');
    expect(wholeFactor).toBeNaN();
  });
  it('lengths lost in a max pool are found again behind a norm', () => {
    const conv = (id: string, activation: Choice) => made('conv2d', id, { activation });
    const head = [conv('a', linear), made('maxPool', 'p'), made('flatten', 'f')];
    const tail = (norm: readonly Block[]) => [
      ...head,
      dense('d', 64, linear, 1),
      ...norm,
      dense('e', 64, tanh, 2),
      dense('h', 64, tanh, 2),
    ];
    expect(profileOf(tail([]), images).rows).toEqual([]);
    expect(profileOf(tail([]), images).missing).toContain('largest of each window');
    expect(profileOf(tail([made('layerNorm', 'n')]), images).rows).toHaveLength(3);
  });
  it('behind a bent activation a max pool meets other slopes than the average', () => {
    const conv = (id: string) => made('conv2d', id, { activation: relu });
    const { missing, rows } = profileOf(
      [conv('a'), conv('b'), made('maxPool', 'p'), conv('c'), made('flatten', 'f')],
      images,
    );
    expect(missing).toContain('slopes');
    expect(rows).toHaveLength(2);
  });
});
