/** Cases of the split of the growth. */
import type { GalleryCase, GalleryGroup } from '../../tests/gallery/case';
import { drawGainBars, drawGainNote, gainBarsHeight, type GainEntry } from './gainBars';

const A = { letter: 'A', index: 0 };
const B = { letter: 'B', index: 1 };
const split = (
  mark: GainEntry['mark'],
  step: number,
  weights: number,
  slope: number,
  name = 'ReLU',
): GainEntry => ({
  mark,
  step,
  total: weights * slope,
  factors: [
    { name: 'weights', value: weights },
    { name, value: slope },
  ],
});

function gainCase(name: string, entries: readonly GainEntry[], note = '', width = 330): GalleryCase {
  return {
    name,
    width,
    height: (width < 300 ? 90 : 40) + entries.length * 66,
    draw(context, theme, surface) {
      const geometry = { left: 8, top: 4, width: surface.width - 16 };
      drawGainBars(context, entries, geometry, theme);
      const top = 4 + gainBarsHeight(context, entries, geometry.width, theme);
      if (note) drawGainNote(context, note, { left: 70, top, width: surface.width - 78 }, theme);
    },
  };
}

export const gainBarsGallery: GalleryGroup = {
  name: 'why it grows',
  without: {
    'one layer': 'It is always of one layer.',
    '100,000 steps': 'It is always of one step.',
    'all NaN': 'A split that is not finite is said in words (app/lab/inspector/Gains.tsx).',
    'Inf after finite': 'A split that is not finite is said in words (app/lab/inspector/Gains.tsx).',
  },
  cases: [
    gainCase(
      'two lanes, three steps',
      [split(A, 0, 1.91, 0.757), split(B, 0, 1.35, 0.757), split(B, 194, 1.43, 0.767)],
      'A has no step 194.',
    ),
    gainCase('vanishing', [split(A, 12, 0.62, 0.31, 'sigmoid slope')]),
    gainCase('three factors', [
      {
        mark: B,
        step: 4,
        total: 2.2 * 0.5 * 1.3,
        factors: [
          { name: 'weights', value: 2.2 },
          { name: 'tanh slope', value: 0.5 },
          { name: 'skip', value: 1.3 },
        ],
      },
    ]),
    gainCase('parallel paths: a skip and a branch', [
      {
        mark: B,
        step: 0,
        total: 1.36,
        factors: [{ name: 'skip and branch', value: 1.36, paths: [1, 0.5] }],
        words: 'from skip ×1.00 and branch ×0.500, cosine 0.600',
      },
    ]),
    gainCase('a cell and the rest of it', [
      {
        mark: A,
        step: 30,
        of: 'cell',
        total: 0.871,
        factors: [{ name: 'cell and rest', value: 0.871, paths: [0.74, 0.21] }],
        words: 'from cell ×0.740 and rest ×0.210, cosine 0.498',
      },
    ]),
    gainCase('a norm after a skip: chain and paths', [
      {
        mark: A,
        step: 0,
        total: 1.41 * 0.72,
        factors: [
          { name: 'skip and branch', value: 1.41, paths: [1, 0.98] },
          { name: 'layer norm', value: 0.72 },
        ],
      },
    ]),
    gainCase('dense, batch norm, ReLU: three factors', [
      {
        mark: A,
        step: 0,
        total: 1.71 * 1.02 * 0.701,
        factors: [
          { name: 'weights', value: 1.71 },
          { name: 'batch norm', value: 1.02 },
          { name: 'ReLU slope', value: 0.701 },
        ],
      },
    ]),
    gainCase('a huge factor', [split(A, 1, 4.2e6, 0.71)]),
    gainCase('one step', [split(B, 0, 1.35, 0.757)]),
    gainCase('exact zeros: a dead ReLU', [split(B, 12, 1.4, 0)]),
    gainCase('360 px', [split(A, 0, 1.91, 0.757), split(B, 0, 1.35, 0.757)], 'A has no step 194.', 360),
    gainCase(
      'at the right edge: long words and large factors',
      [split(A, 99_999, 1.2e7, 0.00031, 'leaky ReLU slope')],
      'No lane but A has step 99,999, and none has a later one.',
      240,
    ),
    gainCase('empty', []),
  ],
};
