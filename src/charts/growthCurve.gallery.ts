/** Cases of the popover's chart. */
import type { GalleryCase, GalleryGroup } from '../../tests/gallery/case';
import { drawGrowthCurve, SLIDER_PX, type GrowthCurveData } from './growthCurve';

const curve = (power: number): (readonly [number, number])[] =>
  Array.from(
    { length: 17 },
    (_, at) => [0.5 * 4 ** (at / 16), 1.61 * (0.5 * 4 ** (at / 16)) ** power] as const,
  );

function curveCase(name: string, more: Partial<GrowthCurveData> = {}, width = 300): GalleryCase {
  const data: GrowthCurveData = {
    measured: curve(15),
    theory: [],
    lanes: [
      { mark: { letter: 'A', index: 0 }, x: 1.4, factor: 274 },
      { mark: { letter: 'B', index: 1 }, x: 1, factor: 1.61 },
    ],
    marks: [
      { x: 0.5, label: 'half' },
      { x: 1, label: 'He' },
      { x: 2, label: 'double' },
    ],
    range: [0.5, 2],
    value: 1.4,
    valueWords: '1.4 ×',
    ...more,
  };
  return {
    name,
    width,
    height: 92 + SLIDER_PX + 12,
    draw: (context, theme, surface) =>
      drawGrowthCurve(context, data, { left: 8, top: 4, width: surface.width - 16, height: 88 }, theme),
  };
}

export const growthCurveGallery: GalleryGroup = {
  name: 'growth curve',
  cases: [
    curveCase('the opening popover'),
    curveCase('with theory', { theory: curve(14.2) }),
    curveCase('theory only', { measured: [], theory: curve(15), lanes: [] }),
    curveCase('a lane that is not finite', {
      lanes: [{ mark: { letter: 'A', index: 0 }, x: 1.9, factor: Infinity }],
      value: 1.9,
      valueWords: '1.9 ×',
    }),
    curveCase('at the left end', {
      value: 0.5,
      valueWords: '0.5 ×',
      lanes: [{ mark: { letter: 'C', index: 2 }, x: 0.5, factor: 5e-5 }],
    }),
  ],
};
