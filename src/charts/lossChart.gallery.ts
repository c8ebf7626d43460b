/** Cases of the loss. */
import {
  explodingLane,
  fakeHistory,
  healthyLane,
  lossOf,
  stackOf,
  wave,
} from '../../tests/gallery/fakeHistory';
import type { GalleryCase, GalleryGroup } from '../../tests/gallery/case';
import { drawLossChart, LOSS_MARGINS, type LossData, type LossLane } from './lossChart';
import { makeStepAxis } from './stepAxis';

function lossCase(
  name: string,
  lanes: readonly LossLane[],
  more: Partial<LossData> & { width?: number; length?: number } = {},
): GalleryCase {
  const { width = 740, length = 200, ...data } = more;
  const last = Math.max(0, ...lanes.map(({ reader }) => reader.lastStep));
  const { top } = LOSS_MARGINS;
  return {
    name,
    width,
    height: top + 110 + LOSS_MARGINS.bottom,
    draw(context, theme, surface) {
      const isPhone = surface.width < 480;
      const axis = makeStepAxis({
        left: LOSS_MARGINS.left + 16,
        width: surface.width - LOSS_MARGINS.left - 16 - LOSS_MARGINS.right,
        lastStep: Math.max(...lanes.map(({ reader }) => reader.lastStep)),
        length: Math.max(length, last + 1),
        ...(isPhone ? { wideSteps: 7, widePx: 21 } : {}),
      });
      drawLossChart(
        context,
        {
          lanes,
          cursorStep: last,
          blind: 2.302585,
          domain: [1e-2, 1e3],
          edits: [],
          showClips: false,
          ...data,
        },
        { axis, top, height: 110, left: 4, right: surface.width - 2 },
        theme,
      );
    },
  };
}

const layers = stackOf(6);
const flat = (): number => 1;
const A = { letter: 'A', index: 0 };
const B = { letter: 'B', index: 1 };
const lane = (loss: (step: number) => number, steps: number, index = 1): LossLane => ({
  mark: { letter: 'ABCD'[index] ?? 'A', index },
  reader: fakeHistory({ layers, steps, gradient: flat, loss, norm: (step) => 1 + wave(step), clipAt: 1.4 }),
  heldOut: [],
});
const heldOut = (steps: number, every: number) =>
  Array.from({ length: Math.ceil(steps / every) }, (_, at) => ({
    step: at * every,
    loss: lossOf(at * every) * 1.3 + 0.05,
    accuracy: 0.9,
  }));
const opening: readonly LossLane[] = [
  { mark: A, reader: explodingLane(), heldOut: [] },
  { mark: B, reader: healthyLane(), heldOut: [] },
];

export const lossChartGallery: GalleryGroup = {
  name: 'loss',
  without: { 'one layer': 'A loss is of the whole network.' },
  cases: [
    lossCase('the opening screen', opening),
    lossCase('held-out points, cursor at 120, edits', [{ ...lane(lossOf, 195), heldOut: heldOut(195, 15) }], {
      cursorStep: 120,
      edits: [60, 100],
    }),
    lossCase(
      'Inf after finite: dies at step 125',
      [
        lane(
          (step) =>
            step < 120 ? 0.5 + 0.2 * wave(step) : step < 125 ? 10 ** ((step - 119) * 2.5) : Infinity,
          126,
          0,
        ),
        lane(lossOf, 195),
      ],
      {
        showClips: true,
        cursorStep: 60,
      },
    ),
    lossCase(
      'four lanes close together',
      [0, 1, 2, 3].map((index) => lane((step) => lossOf(step) * (1 + 0.03 * index), 195, index)),
    ),
    lossCase(
      'two leave at once, one was never inside',
      [
        { mark: A, reader: explodingLane(), heldOut: [] },
        lane(lossOf, 195),
        { mark: { letter: 'D', index: 3 }, reader: explodingLane(), heldOut: [] },
      ],
      { domain: [1e-2, 1e2], cursorStep: 12 },
    ),
    lossCase(
      'a read-out: losses below 0, linear',
      [
        lane((step) => 0.4 * wave(step), 195),
        lane((step) => (step < 100 ? -0.002 * step : step < 103 ? -(40 ** (step - 99)) : Number.NaN), 103, 0),
      ],
      { scale: 'linear', domain: [-1, 1], blind: null, cursorStep: 60 },
    ),
    lossCase(
      'held out before the cursor, clipped, a narrow margin',
      [{ ...lane(lossOf, 17), heldOut: heldOut(17, 10) }],
      { cursorStep: 16, showClips: true, width: 360 },
    ),
    lossCase('the cursor where the words stand', [lane(lossOf, 195)], { cursorStep: 188 }),
    lossCase('empty', [lane(lossOf, 0)], { cursorStep: 0 }),
    lossCase('one step', [lane(() => 2.31, 1)]),
    lossCase('nine steps: no gap yet', [lane(lossOf, 9)]),
    lossCase(
      '100,000 steps, a spike of one step',
      [lane((step) => (step === 61803 ? 600 : lossOf(step % 200)), 100_000)],
      { cursorStep: 40_000 },
    ),
    lossCase('all NaN', [lane(() => Number.NaN, 3, 0)], { cursorStep: 0 }),
    lossCase('no classes, low losses', [lane((step) => 3e-3 * 0.98 ** step, 195, 2)], {
      blind: null,
      domain: [1e-6, 1e-1],
    }),
    lossCase('exact zeros: a loss of 0 has no place on a log axis', [
      lane((step) => (step < 150 ? 2.3 * 0.94 ** step : 0), 195),
    ]),
    lossCase(
      'at the right edge: the newest step of four lanes, with long numbers',
      [0, 1, 2, 3].map((index) => ({
        ...lane((step) => 12_345 * (1 + 2 * index) * 0.999 ** step, 195, index),
        heldOut: [{ step: 190, loss: 12_345 * (1.3 + 2 * index), accuracy: 0.1 }],
      })),
      { domain: [1e-2, 1e6], length: 195 },
    ),
    lossCase('360 px', opening, { width: 360 }),
  ],
};
