/** Cases of the prediction. */
import { wave } from '../../tests/gallery/fakeHistory';
import type { GalleryCase, GalleryGroup } from '../../tests/gallery/case';
import { drawPrediction, predictionHeight } from './prediction';
import type { PredictionLane, PredictionSnapshot, PredictionSource } from './predictionTypes';

function predictionCase(
  name: string,
  source: PredictionSource,
  lanes: readonly PredictionLane[],
  noun = 'points',
  width = 330,
): GalleryCase {
  const data = { source, lanes, noun };
  return {
    name,
    width,
    height: predictionHeight(data, width - 16) + 12,
    draw: (context, theme, surface) =>
      drawPrediction(
        context,
        data,
        { left: 8, top: 4, width: surface.width - 16 },
        theme,
        surface.createCanvas,
      ),
  };
}

const empty = { x: [], y: [], count: 0 };
const A = { letter: 'A', index: 0 };
const B = { letter: 'B', index: 1 };
const GRID = 32;

/** Two arms of a spiral. */
const arms = Array.from({ length: 200 }, (_, at) => {
  const turn = 0.6 + ((at >> 1) / 100) * 5.5;
  const sign = at % 2 === 0 ? 1 : -1;
  const radius = turn / 2.4;
  return {
    x: sign * radius * Math.cos(turn) + 0.08 * wave(at),
    y: sign * radius * Math.sin(turn) + 0.08 * wave(at, 1),
    group: at % 2,
  };
});
const spirals: PredictionSource = {
  outputs: 1,
  task: 'binary',
  train: { x: arms.flatMap(({ x, y }) => [x, y]), y: arms.map(({ group }) => group), count: arms.length },
  heldOut: empty,
  classNames: ['one', 'other'],
  picture: { kind: 'plane', extent: 3 },
};
const grid = (output: (x: number, y: number) => readonly number[]): number[] =>
  Array.from({ length: GRID * GRID }, (_, place) => {
    const x = (((place % GRID) + 0.5) / GRID) * 6 - 3;
    const y = 3 - ((Math.floor(place / GRID) + 0.5) / GRID) * 6;
    return output(x, y);
  }).flat();
const snapshot = (
  outputs: number[],
  guesses: number[] = [],
  gridSize = 0,
  accuracy = Number.NaN,
): PredictionSnapshot => ({
  step: 194,
  heldOut: { loss: outputs.some(Number.isNaN) ? Number.NaN : 0.2, accuracy },
  outputs,
  gridSize,
  guesses,
});
const swirl = (x: number, y: number): number[] => {
  const radius = Math.hypot(x, y);
  return [-5 * Math.cos(Math.atan2(y, x) - radius * 2.4)];
};

const blobs: PredictionSource = {
  ...spirals,
  outputs: 3,
  task: 'classes',
  train: {
    x: Array.from({ length: 120 }, (_, at) => [
      1.4 * Math.cos((at % 3) * 2.1) + 0.5 * wave(at),
      1.4 * Math.sin((at % 3) * 2.1) + 0.5 * wave(at, 1),
    ]).flat(),
    y: Array.from({ length: 120 }, (_, at) => [0, 1, 2].map((group) => Number(at % 3 === group))).flat(),
    count: 120,
  },
};

const curve: PredictionSource = {
  ...spirals,
  task: 'regression',
  train: {
    x: Array.from({ length: 60 }, (_, at) => (at / 59) * 4 - 2),
    y: Array.from({ length: 60 }, (_, at) => Math.sin(((at / 59) * 4 - 2) * 3) + 0.2 * wave(at)),
    count: 60,
  },
  picture: { kind: 'curve', extent: 2 },
};
const fitted = (f: (x: number) => number): PredictionSnapshot =>
  snapshot(
    Array.from({ length: 96 }, (_, at) => f((at / 95) * 4 - 2)),
    [],
    96,
  );

/** Rings and bars on 8 × 8, as if they were figures. */
const pictures = Array.from({ length: 12 }, (_, row) =>
  Array.from({ length: 64 }, (_, at) => {
    const [x, y] = [(at % 8) - 3.5, Math.floor(at / 8) - 3.5];
    const ring = Math.exp(-((Math.hypot(x * 1.3, y) - 2.6) ** 2));
    return row % 3 === 0
      ? ring
      : row % 3 === 1
        ? Math.exp(-(x ** 2))
        : Math.max(ring * Number(y < 0), Math.exp(-((x + y) ** 2) / 2) * Number(y > -1));
  }),
).flat();
const truths = Array.from({ length: 12 }, (_, row) => [0, 1, 7][row % 3] ?? 0);
const digits: PredictionSource = {
  ...spirals,
  outputs: 10,
  task: 'classes',
  heldOut: {
    x: pictures,
    y: truths.flatMap((truth) => Array.from({ length: 10 }, (_, at) => Number(at === truth))),
    count: 12,
  },
  classNames: Array.from({ length: 10 }, (_, at) => String(at)),
  picture: { kind: 'images', width: 8, height: 8 },
};
const guesses = truths.map((truth, row) => (row === 4 || row === 7 ? 9 : truth));
const digitLanes: readonly PredictionLane[] = [
  {
    mark: A,
    snapshot: snapshot(
      Array.from({ length: 120 }, () => Number.NaN),
      Array.from({ length: 12 }, () => 0),
    ),
  },
  {
    mark: B,
    snapshot: snapshot(
      Array.from({ length: 120 }, () => 0.1),
      guesses,
    ),
  },
];
const table: PredictionSource = {
  ...digits,
  outputs: 1,
  task: 'binary',
  heldOut: { x: [], y: Array.from({ length: 140 }, (_, at) => Number(at % 3 === 0)), count: 140 },
  classNames: ['benign', 'malignant'],
  picture: { kind: 'table' },
};

const sums: PredictionSource & { readonly heldOut: { readonly y: readonly number[] } } = {
  ...spirals,
  task: 'regression',
  heldOut: {
    x: [],
    y: Array.from({ length: 160 }, (_, at) => 1 + 0.5 * wave(at) + 0.3 * wave(at, 1)),
    count: 160,
  },
  picture: { kind: 'scatter' },
};

export const predictionGallery: GalleryGroup = {
  name: 'prediction',
  without: {
    'one step': 'It is always of one step.',
    'one layer': 'It shows the output alone.',
    '100,000 steps': 'It is always of one step.',
    'Inf after finite': 'A pixel is right, wrong or not finite: see all NaN.',
  },
  cases: [
    predictionCase('spirals, two lanes, one dead', spirals, [
      {
        mark: A,
        snapshot: snapshot(
          grid(() => [Number.NaN]),
          [],
          GRID,
        ),
      },
      { mark: B, snapshot: snapshot(grid(swirl), [], GRID, 0.98) },
    ]),
    predictionCase('spirals, one lane', spirals, [
      { mark: B, snapshot: snapshot(grid(swirl), [], GRID, 0.98) },
    ]),
    predictionCase('all NaN', spirals, [
      {
        mark: A,
        snapshot: snapshot(
          grid(() => [Number.NaN]),
          [],
          GRID,
        ),
      },
    ]),
    predictionCase('exact zeros: undecided everywhere', spirals, [
      {
        mark: B,
        snapshot: snapshot(
          grid(() => [0]),
          [],
          GRID,
          0.5,
        ),
      },
    ]),
    predictionCase(
      'at the right edge: four lanes',
      spirals,
      [0, 1, 2, 3].map((index) => ({
        mark: { letter: 'ABCD'[index] ?? 'A', index },
        snapshot: snapshot(grid(swirl), [], GRID, 0.9 + 0.02 * index),
      })),
    ),
    predictionCase('before the first step', spirals, [{ mark: A, snapshot: null }]),
    predictionCase('three classes', blobs, [
      {
        mark: A,
        snapshot: snapshot(
          grid((x, y) => [0, 1, 2].map((group) => x * Math.cos(group * 2.1) + y * Math.sin(group * 2.1))),
          [],
          GRID,
          0.91,
        ),
      },
    ]),
    predictionCase('a curve, three lanes', curve, [
      { mark: A, snapshot: fitted((x) => 40 * x) },
      { mark: B, snapshot: fitted((x) => Math.sin(3 * x) * 0.9) },
      { mark: { letter: 'D', index: 3 }, snapshot: fitted((x) => 0.3 * Math.sin(2 * x)) },
    ]),
    predictionCase('digits', digits, digitLanes, 'digits'),
    predictionCase('360 px, digits', digits, digitLanes, 'digits', 360),
    predictionCase('digits, 200 px', digits, digitLanes, 'digits', 200),
    predictionCase(
      'a table',
      table,
      [
        {
          mark: A,
          snapshot: snapshot(
            Array.from({ length: 140 }, () => 1),
            Array.from({ length: 140 }, (_, at) => Number(at % 3 === 0 || at % 11 === 0)),
          ),
        },
        { mark: B, snapshot: null },
      ],
      'samples',
    ),
    predictionCase(
      'a table of three classes',
      {
        ...blobs,
        picture: { kind: 'table' },
        heldOut: blobs.train,
        classNames: ['setosa', 'versicolor', 'virginica'],
      },
      [
        {
          mark: B,
          snapshot: snapshot(
            Array.from({ length: 360 }, () => 1),
            Array.from({ length: 120 }, (_, at) => (at % 17 === 0 ? 1 : at % 3)),
          ),
        },
      ],
      'samples',
    ),
    predictionCase(
      'sums, said and true',
      sums,
      [
        { mark: A, snapshot: snapshot(sums.heldOut.y.map((_, at) => 1 + 0.06 * wave(at, 3))) },
        { mark: B, snapshot: snapshot(sums.heldOut.y.map((sum, at) => sum + 0.08 * wave(at, 5))) },
      ],
      'sequences',
    ),
    predictionCase(
      'a table of twenty classes with long names',
      {
        ...blobs,
        outputs: 20,
        picture: { kind: 'table' },
        heldOut: {
          x: [],
          y: Array.from({ length: 4000 }, (_, at) => Number(at % 20 === Math.floor(at / 20) % 20)),
          count: 200,
        },
        classNames: Array.from({ length: 20 }, (_, at) => `a rather long name ${at}`),
      },
      [
        {
          mark: A,
          snapshot: snapshot(
            Array.from({ length: 4000 }, () => 1),
            Array.from({ length: 200 }, (_, at) => (at % 7 === 0 ? 3 : at % 20)),
          ),
        },
      ],
      'rows',
    ),
    predictionCase('noise', { ...spirals, task: 'readOut', outputs: 0, picture: { kind: 'none' } }, [
      { mark: A, snapshot: snapshot([]) },
    ]),
    predictionCase('empty: nothing yet', digits, [{ mark: A, snapshot: null }], 'digits'),
  ],
};
