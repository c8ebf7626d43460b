/** Cases of the profile. */
import { gradientOutput } from '../catalogue/metrics/gradientOutput';
import { saturated } from '../catalogue/metrics/saturated';
import {
  explodingLane,
  fakeHistory,
  groupStack,
  healthyLane,
  recurrentStack,
  stackOf,
  throughTime,
  wave,
} from '../../tests/gallery/fakeHistory';
import type { GalleryCase, GalleryGroup } from '../../tests/gallery/case';
import { drawDirections } from './directions';
import { drawProfile, type ProfileData } from './profile';
import { rowHeight, rowViews } from './rows';
import type { HistoryReader } from './types';

function profileCase(
  name: string,
  reader: HistoryReader,
  more: Partial<ProfileData> & { width?: number } = {},
): GalleryCase {
  const { width = 250, ...data } = more;
  const rows = rowViews(reader.layers);
  const height = rowHeight(rows.length, 208);
  return {
    name,
    width,
    height: rows.length * height + (width < 200 ? 104 : 72),
    draw(context, theme, surface) {
      const geometry = {
        rows: { rows, top: 30, height },
        left: 52,
        width: surface.width - 52 - 28,
        axisTitle: 'size of the gradient, layer by layer',
        within: [width < 200 ? 30 : 20, surface.width] as const,
      };
      if (rows.length > 5) drawDirections(context, { rows: geometry.rows, cssX: 14, isUpright: true }, theme);
      drawProfile(
        context,
        {
          metric: gradientOutput,
          mark: { letter: 'B', index: 1 },
          reader,
          cursorStep: reader.lastStep,
          selectedRow: 4,
          domain: [1e-2, 1e4],
          reference: 0.162,
          theory: null,
          others: [],
          label: '×5.05',
          ...data,
        },
        geometry,
        theme,
      );
    },
  };
}

const trunkTheory = (reader: HistoryReader, base: number, growth: number): number[] =>
  reader.layers.map(({ place }, layer) =>
    place === 'branch' ? Number.NaN : base * growth ** ((reader.layers.length - 1 - layer) / 24),
  );
const dense = stackOf(24);
const A = { letter: 'A', index: 0 };

export const profileGallery: GalleryGroup = {
  name: 'profile',
  cases: [
    profileCase('healthy at step 194, theory', healthyLane(), {
      theory: trunkTheory(healthyLane(), 0.2, 1.7),
    }),
    profileCase('dead: step 0 and an arrow', explodingLane(), {
      mark: A,
      label: '×274',
      cursorStep: 194,
      theory: trunkTheory(explodingLane(), 0.3, 300),
    }),
    profileCase('with the other lane', healthyLane(), {
      others: [{ mark: A, reader: explodingLane() }],
      cursorStep: 0,
      label: '×1.61',
    }),
    profileCase('30 time steps', throughTime(recurrentStack(1, 30)), {
      label: '×74',
      selectedRow: 8,
      cursorStep: 0,
    }),
    profileCase(
      'dense and norm, 10 times: parts are small points',
      fakeHistory({
        layers: groupStack(1, 10),
        steps: 1,
        gradient: (_, layer) => 0.2 * 1.25 ** (20 - layer) * (layer % 2 === 0 ? 0.6 : 1),
      }),
      { label: '×58', mark: A },
    ),
    profileCase('empty', fakeHistory({ layers: dense, steps: 0, gradient: () => 1 }), { label: '' }),
    profileCase(
      'one step',
      fakeHistory({ layers: dense, steps: 1, gradient: (_, layer) => 1.2 ** (24 - layer) }),
      { label: '×79.5', mark: A },
    ),
    profileCase('one layer', fakeHistory({ layers: stackOf(1), steps: 9, gradient: () => 0.4 }), {
      selectedRow: 0,
      label: '×1.00',
    }),
    profileCase('all NaN', fakeHistory({ layers: dense, steps: 3, gradient: () => Number.NaN }), {
      label: 'NaN',
    }),
    profileCase(
      'exact zeros in the middle',
      fakeHistory({ layers: dense, steps: 3, gradient: (_, layer) => (layer < 8 ? 0 : 0.2 * 1.1 ** layer) }),
      {
        label: '×0',
      },
    ),
    profileCase(
      'off to the left',
      fakeHistory({ layers: dense, steps: 2, gradient: (_, layer) => 0.162 * 0.55 ** (24 - layer) }),
      { label: '×6 × 10⁻⁷' },
    ),
    profileCase(
      'near the float32 wall',
      fakeHistory({
        layers: dense,
        steps: 2,
        gradient: (_, layer) => Math.min(3.3e38, 10 ** (2 + (24 - layer) * 1.6)),
      }),
      {
        domain: [1e-4, 1e40],
        label: '×2 × 10³⁸',
        mark: A,
      },
    ),
    profileCase(
      'the wall and a key',
      fakeHistory({ layers: dense, steps: 9, gradient: (_, layer) => 10 ** ((24 - layer) * 0.3) }),
      { domain: [1e-4, 1e42], label: '×10⁷', theory: dense.map((_, layer) => 10 ** ((24 - layer) * 0.4)) },
    ),
    profileCase(
      'a dead lane in a narrow strip',
      fakeHistory({ layers: dense, steps: 1, gradient: (_, layer) => 2.25 ** (24 - layer) }),
      { label: '×2.5 × 10⁸', mark: A, cursorStep: 9, width: 146 },
    ),
    profileCase('a share', fakeHistory({ layers: dense, steps: 2, gradient: () => 1 }), {
      metric: saturated,
      label: '',
      reference: 0.5,
    }),
    profileCase(
      'C, jagged',
      fakeHistory({
        layers: dense,
        steps: 50,
        gradient: (step, layer) => 10 ** (1 + 0.9 * wave(step, layer)),
      }),
      {
        mark: { letter: 'C', index: 2 },
        label: '×1.31',
      },
    ),
    profileCase(
      'Inf after finite: the dead step, with numbers in its last layers',
      fakeHistory({
        layers: dense,
        steps: 2,
        gradient: (step, layer) => (step === 0 ? 1.2 ** (24 - layer) : layer < 10 ? Infinity : 1e30),
      }),
      { label: '', mark: A, domain: [1e-4, 1e42] },
    ),
    profileCase(
      '100,000 steps, the cursor within',
      fakeHistory({
        layers: dense,
        steps: 100_000,
        stride: 16,
        gradient: (step, layer) => 0.2 * 1.05 ** (24 - layer) * (1 + 0.4 * wave(step % 97, layer)),
      }),
      { cursorStep: 61_803, label: '×3.23' },
    ),
    profileCase(
      'at the right edge: the largest is out of sight',
      fakeHistory({
        layers: dense,
        steps: 1,
        gradient: (_, layer) => (layer === 3 ? 4.2e17 : 0.9 * 1.46 ** (24 - layer)),
      }),
      { label: '×8.79 × 10³', mark: A },
    ),
    profileCase('360 px', healthyLane(), { width: 360, theory: trunkTheory(healthyLane(), 0.2, 1.7) }),
    profileCase('D, 140 px', healthyLane(40), { mark: { letter: 'D', index: 3 }, width: 140 }),
  ],
};
