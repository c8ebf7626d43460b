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
    height: 40 + entries.length * 66,
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
    gainCase('a huge factor', [split(A, 1, 4.2e6, 0.71)]),
    gainCase('empty', []),
  ],
};
