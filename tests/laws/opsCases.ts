/** One call of each operation of blocks in many shapes; what a device makes of it is held to plain float64 loops. */
import type { Ops, Pointwise, Window } from '../../src/catalogue/ops';
import { stream } from '../../src/random/stream';

export interface Numbers {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float32Array;
}

export interface OpsCase {
  readonly name: string;
  readonly inputs: readonly Numbers[];
  run<T>(ops: Ops<T>, inputs: readonly T[]): T;
  /** Numbers are only moved: nothing less than the same will do. Else 1e-6 of the largest term. */
  readonly exact?: boolean;
  /** At least the largest term of a sum; left out: the result's largest entry. */
  readonly largestTerm?: number;
}

/** Different numbers in ±2, as float32 holds them. */
export function numbers(rows: number, columns: number, seed = 1): Numbers {
  const draws = stream(seed, `ops ${rows} ${columns}`);
  return { rows, columns, values: Float32Array.from(draws.uniforms(rows * columns), (u) => 4 * u - 2) };
}

const withEntries = (of: Numbers, entries: Readonly<Record<number, number>>): Numbers => {
  const values = of.values.slice();
  for (const [place, value] of Object.entries(entries)) values[Number(place)] = value;
  return { ...of, values };
};
const times = (of: Numbers, factor: number): Numbers => ({ ...of, values: of.values.map((x) => x * factor) });
/** Inf and −Inf in the first row, NaN in the second and (where there is one) the fifth: in both rows of a texel. */
const broken = (of: Numbers): Numbers =>
  withEntries(of, {
    0: Number.POSITIVE_INFINITY,
    1: Number.NEGATIVE_INFINITY,
    [of.columns + 1]: Number.NaN,
    ...(of.rows > 4 ? { [4 * of.columns]: Number.NaN } : {}),
  });

const SIZES = [
  [1, 1],
  [1, 6],
  [1, 7],
  [6, 1],
  [5, 1],
  [4, 6],
  [5, 7],
  [6, 3],
  [7, 4],
] as const;

/** One number from every way in which operands are read; beyond a matrix's edge it would not be 0. */
const mixed: Pointwise = (a, at) =>
  a.add(a.add(a.multiply(at(0), at(1)), a.multiply(at(2), a.tanh(at(3)))), a.constant(1.5));
const difference: Pointwise = (a, at) => a.add(a.subtract(at(0, 1), at(0)), a.multiply(at(2, 1), at(3)));
const third: Pointwise = (a, at) => a.add(at(0, 2), a.multiply(at(3, 1), at(1)));
const one: Pointwise = (a) => a.constant(1);
const itself: Pointwise = (_a, at) => at(0);
const square: Pointwise = (a, at) => a.multiply(at(0), at(0));
const scaled: Pointwise = (a, at) => a.multiply(at(0), at(1));

const pointwiseCases = SIZES.flatMap(([rows, width]): OpsCase[] =>
  [[mixed], [difference, mixed], [third, one, mixed, difference]].map((blocks) => ({
    name: `pointwise, ${blocks.length} blocks of ${rows} × ${width}`,
    inputs: [numbers(rows, 3 * width), numbers(rows, width, 2), numbers(rows, 2), numbers(1, 2 * width)],
    largestTerm: 4,
    run: (ops, [a, b, c, d]) =>
      ops.pointwise(
        `test ${blocks.length}`,
        width,
        [
          { tensor: a!, per: 'entry' },
          { tensor: b!, per: 'entry' },
          { tensor: c!, per: 'row' },
          { tensor: d!, per: 'column' },
        ],
        blocks,
      ),
  })),
);

const reductions = ([...SIZES, [3, 129], [130, 3], [4096, 5], [4095, 2], [301, 8]] as const).flatMap(
  ([rows, columns]): OpsCase[] => {
    const terms = [mixed, difference, square];
    const inputs = [
      numbers(rows, 2 * columns),
      numbers(rows, columns, 2),
      numbers(rows, 2),
      numbers(1, columns),
    ];
    const operands = <T>([a, b, c, d]: readonly T[]) => [
      { tensor: a!, per: 'entry' as const },
      { tensor: b!, per: 'entry' as const },
      { tensor: c!, per: 'row' as const },
      { tensor: d!, per: 'column' as const },
    ];
    return [
      ...(['sum', 'max'] as const).map(
        (how): OpsCase => ({
          name: `reduceColumns, ${how} of ${rows} × ${columns}`,
          inputs,
          largestTerm: 8,
          run: (ops, given) => ops.reduceColumns('test', columns, operands(given), terms, how),
        }),
      ),
      {
        name: `reduceRows of ${rows} × ${columns}`,
        inputs,
        largestTerm: 8,
        run: (ops, given) => ops.reduceRows('test', columns, operands(given), terms),
      },
      {
        name: `reduceRows of ${rows} × ${columns}, one term`,
        inputs,
        largestTerm: 4,
        run: (ops, given) => ops.reduceRows('test one', columns, operands(given), [square]),
      },
      {
        name: `sumOverRows of ${rows} × ${columns}`,
        inputs: [numbers(rows, columns)],
        largestTerm: 2,
        run: (ops, [a]) => ops.sumOverRows(a!),
      },
    ];
  },
);

const moved = (name: string, inputs: readonly Numbers[], run: OpsCase['run']): OpsCase => ({
  name,
  inputs,
  run,
  exact: true,
});

const moves: readonly OpsCase[] = [
  ...[
    [1, 6, 3],
    [1, 7, 1],
    [6, 1, 3],
    [4, 9, 6],
    [15, 7, 5],
    [15, 7, 105],
    [8, 4, 16],
    [6, 5, 5],
  ].map(([rows = 1, before = 1, columns = 1]) =>
    moved(`reshape ${rows} × ${before} to ${columns} columns`, [broken(numbers(rows, before))], (ops, [a]) =>
      ops.reshape(a!, columns),
    ),
  ),
  ...[
    [0, 3],
    [1, 3],
    [2, 4],
    [3, 4],
    [6, 1],
    [0, 7],
  ].flatMap(([first = 0, count = 1]) =>
    [1, 4, 5].map((rows) =>
      moved(`takeColumns ${first} to ${first + count} of ${rows} rows`, [numbers(rows, 7)], (ops, [a]) =>
        ops.takeColumns(a!, first, count),
      ),
    ),
  ),
  ...[[3], [4, 2], [1, 1, 1], [3, 2, 5], Array.from({ length: 40 }, (_, part) => 1 + (part % 3))].flatMap(
    (widths) =>
      [1, 4, 5].map((rows) =>
        moved(
          `joinColumns of ${widths.length} parts from ${widths[0]} wide, ${rows} rows`,
          widths.map((width, part) => numbers(rows, width, part)),
          (ops, parts) => ops.joinColumns(parts),
        ),
      ),
  ),
  ...[1, 2, 3].flatMap((steps) =>
    [1, 2, 5].flatMap((batch) =>
      [1, 4, 5].map((columns) =>
        moved(
          `takeStep ${steps - 1} of ${steps}, ${batch} × ${columns}`,
          [numbers(batch * steps, columns)],
          (ops, [a]) => ops.takeStep(a!, steps - 1, steps),
        ),
      ),
    ),
  ),
  ...[1, 2, 3, 15, 16, 30, 100].flatMap((steps) =>
    [
      [1, 3],
      [3, 4],
      [4, 1],
    ].flatMap(([batch = 1, columns = 1]) =>
      [
        () => true,
        (step: number) => step === steps - 1,
        (step: number) => step % 2 === 0,
        (step: number) => step < 20,
      ].map((isThere, pattern) =>
        moved(
          `joinSteps of ${steps}, ${batch} × ${columns}, pattern ${pattern}`,
          Array.from({ length: steps }, (_, step) => numbers(batch, columns, step)),
          (ops, parts) => ops.joinSteps(parts.map((part, step) => (isThere(step) ? part : null))),
        ),
      ),
    ),
  ),
  moved('moves keep Inf and NaN', [broken(numbers(6, 5)), broken(numbers(6, 3))], (ops, [a, b]) =>
    ops.joinSteps([ops.takeStep(ops.takeColumns(ops.joinColumns([a!, b!]), 0, 7), 0, 3), null]),
  ),
];

const each = (
  [
    [1, 1, 1, 1],
    [3, 4, 6, 2],
    [5, 6, 2, 8],
    [2, 5, 3, 7],
    [5, 1, 4, 1],
    [4, 3, 1, 5],
    [7, 2, 33, 3],
  ] as const
).flatMap(([examples, m, k, n]) =>
  [
    [false, false],
    [true, false],
    [false, true],
    [true, true],
  ].map(
    ([transposeA, transposeB]): OpsCase => ({
      name: `matMulEach ${examples} × (${m}, ${k}, ${n}) ${transposeA ? 'ᵀ' : ''}·${transposeB ? 'ᵀ' : ''}`,
      inputs: [
        transposeA ? numbers(examples * k, m) : numbers(examples * m, k),
        transposeB ? numbers(examples * n, k, 2) : numbers(examples * k, n, 2),
      ],
      largestTerm: 4,
      run: (ops, [a, b]) => ops.matMulEach(a!, b!, examples, transposeA, transposeB),
    }),
  ),
);

export function windowOf(
  height: number,
  width: number,
  channels: number,
  size: number,
  stride: number,
  padding: number,
): Window {
  const places = (length: number) => Math.floor((length + 2 * padding - size) / stride) + 1;
  return {
    height,
    width,
    channels,
    size,
    stride,
    padding,
    outHeight: places(height),
    outWidth: places(width),
  };
}

export const WINDOWS = [
  windowOf(4, 4, 1, 2, 2, 0),
  windowOf(5, 7, 3, 3, 1, 1),
  windowOf(6, 5, 2, 3, 2, 1),
  windowOf(5, 5, 1, 5, 1, 0),
  windowOf(7, 6, 4, 2, 3, 0),
  windowOf(3, 3, 2, 1, 2, 0),
];

const windows = WINDOWS.flatMap((window, index): OpsCase[] => [
  moved(
    `patches, window ${index}`,
    [broken(numbers(3 * window.height * window.width, window.channels))].map((of) =>
      window.channels > 1 ? of : numbers(3 * window.height * window.width, 1),
    ),
    (ops, [images]) => ops.patches(images!, window),
  ),
  {
    name: `sumPatches, window ${index}`,
    inputs: [numbers(3 * window.outHeight * window.outWidth, window.size ** 2 * window.channels)],
    largestTerm: 2,
    run: (ops, [seen]) => ops.sumPatches(seen!, window),
  },
]);

const products = (
  [
    [3, 5, 4],
    [1, 7, 1],
    [4, 2000, 1],
    [1, 2001, 3],
  ] as const
).flatMap(([m, k, n]): OpsCase[] => [
  {
    name: `matMul ${m}, ${k}, ${n}`,
    inputs: [numbers(m, k), numbers(k, n, 2)],
    largestTerm: k > 1000 ? 40 : 4,
    run: (ops, [a, b]) => ops.matMul(a!, b!),
  },
  {
    name: `matMul ${m}, ${k}, ${n}, both transposed`,
    inputs: [numbers(k, m), numbers(n, k, 2)],
    largestTerm: k > 1000 ? 40 : 4,
    run: (ops, [a, b]) => ops.matMul(a!, b!, true, true),
  },
  {
    name: `dense ${m}, ${k}, ${n}, plus add and scale`,
    inputs: [numbers(m, k), numbers(k, n, 2), numbers(1, n, 3)],
    largestTerm: k > 1000 ? 40 : 4,
    run: (ops, [x, w, b]) => ops.add(ops.scale(ops.dense(x!, w!, b!), 0.5), ops.dense(x!, w!, null)),
  },
]);

const extremes: readonly OpsCase[] = [
  {
    name: 'a largest number far below −1e20, and none but −Inf',
    inputs: [
      withEntries(times(numbers(1, 8, 5), 0), {
        0: -1e30,
        1: -3e30,
        2: -2e30,
        3: -4e30,
        4: -Infinity,
        5: -Infinity,
        6: -Infinity,
        7: -Infinity,
      }),
    ],
    run: (ops, [a]) =>
      ops.reduceColumns('test', 4, [{ tensor: ops.reshape(a!, 4), per: 'entry' }], [itself], 'max'),
  },
  ...(['sum', 'max'] as const).map(
    (how): OpsCase => ({
      name: `the ${how} of columns with Inf and NaN`,
      inputs: [broken(numbers(5, 7))],
      largestTerm: 2,
      run: (ops, [a]) =>
        ops.reduceColumns('itself and square', 7, [{ tensor: a!, per: 'entry' }], [itself, square], how),
    }),
  ),
  {
    name: 'the sum of many rows with Inf and NaN',
    inputs: [broken(numbers(300, 3))],
    largestTerm: 10,
    run: (ops, [a]) => ops.sumOverRows(a!),
  },
  {
    name: 'sums of numbers near 1e30',
    inputs: [times(numbers(300, 5), 1e30)],
    largestTerm: 1e31,
    run: (ops, [a]) => ops.sumOverRows(a!),
  },
  {
    name: 'entries with Inf, NaN and 1e30 leave their neighbours alone',
    inputs: [withEntries(broken(numbers(5, 6)), { 13: 1e30 }), numbers(1, 6, 2)],
    largestTerm: 1e-7,
    run: (ops, [a, b]) =>
      ops.pointwise(
        'scaled',
        3,
        [
          { tensor: a!, per: 'entry' },
          { tensor: b!, per: 'column' },
        ],
        [
          (algebra, at) => scaled(algebra, (input) => at(input, 1)),
          (algebra, at) => algebra.whereLess(at(0), algebra.constant(0), algebra.constant(-1), at(0)),
        ],
      ),
  },
  {
    name: 'a product with Inf and NaN, example by example',
    inputs: [broken(numbers(6, 3)), numbers(6, 3, 2)],
    largestTerm: 4,
    run: (ops, [a, b]) => ops.matMulEach(a!, b!, 2, false, true),
  },
];

const constants: readonly OpsCase[] = [
  moved('a constant', [numbers(5, 3)], (ops, [a]) =>
    ops.joinColumns([
      a!,
      ops.constant('test', 5, 3, (row, column) => row - 2 * column),
      ops.constant('test', 5, 2, (row, column) => (row < column ? -Infinity : 1)),
    ]),
  ),
];

/** What a device keeps of them. */
export const KEPT_CONSTANTS = 2;

export const OPS_CASES: readonly OpsCase[] = [
  ...pointwiseCases,
  ...reductions,
  ...moves,
  ...each,
  ...windows,
  ...products,
  ...extremes,
  ...constants,
];
