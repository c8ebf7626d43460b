/** Cases of the histogram. */
import { bin } from 'd3';
import { wave } from '../../tests/gallery/fakeHistory';
import type { GalleryCase, GalleryGroup } from '../../tests/gallery/case';
import { drawHistogram, type Bins } from './histogram';
import { laneLine } from './theme';

function histogramCase(name: string, title: string, bins: Bins | null, lane = 0, width = 160): GalleryCase {
  return {
    name,
    width,
    height: 110,
    draw(context, theme, surface) {
      const geometry = { left: 8, top: 4, width: surface.width - 16, height: 98 };
      drawHistogram(context, { title, bins, colour: laneLine(theme, lane).colour }, geometry, theme);
    },
  };
}

const bell = (count: number, spread: number, middle = 0): number[] =>
  Array.from({ length: count }, (_, at) => middle + spread * (wave(at) + wave(at, 1) + wave(at, 2)));

/** Equal bins between the least and the largest. */
function binsOf(values: readonly number[], count = 40, infinite = 0, nan = 0): Bins {
  const min = Math.min(...values);
  const max = Math.max(...values);
  const edges = Array.from({ length: count - 1 }, (_, at) => min + ((at + 1) / count) * (max - min));
  const counts = bin()
    .domain([min, max])
    .thresholds(edges)(values)
    .map(({ length }) => length);
  return { min, max, counts, infinite, nan };
}

export const histogramGallery: GalleryGroup = {
  name: 'histogram',
  without: {
    'one step': 'It is always of one step.',
    'one layer': 'It is always of one layer.',
    '100,000 steps': 'It is always of one step.',
  },
  cases: [
    histogramCase('weights', 'weights', binsOf(bell(4096, 0.12)), 1),
    histogramCase('ReLU output', 'output', binsOf(bell(4096, 1).map((value) => Math.max(0, value))), 1),
    histogramCase('Inf after finite, and NaN', 'pre-activation', binsOf(bell(3000, 1e37), 40, 81, 1015)),
    histogramCase('all NaN', 'gradient', {
      min: Infinity,
      max: -Infinity,
      counts: [0, 0],
      infinite: 0,
      nan: 4096,
    }),
    histogramCase('exact zeros, all of them', 'output', {
      min: 0,
      max: 0,
      counts: [4096],
      infinite: 0,
      nan: 0,
    }),
    histogramCase('empty: not measured', 'gradient', null),
    histogramCase('360 px', 'weights', binsOf(bell(4096, 0.12)), 1, 360),
    histogramCase('at the right edge: long ends', 'gradient', binsOf(bell(500, 2.2e14, 1.1e15)), 0, 130),
    histogramCase('tiny numbers', 'gradient', binsOf(bell(500, 2e-9, 1e-9)), 2),
  ],
};
