/** Cases of the gradient's norm. */
import { explodingLane, fakeHistory, healthyLane, stackOf, wave } from '../../tests/gallery/fakeHistory';
import type { GalleryCase, GalleryGroup } from '../../tests/gallery/case';
import { drawNormChart, NORM_MARGINS, type NormData } from './normChart';
import { makeStepAxis } from './stepAxis';
import type { HistoryReader } from './types';

function normCase(
  name: string,
  reader: HistoryReader,
  more: Partial<NormData> & { width?: number } = {},
): GalleryCase {
  const { width = 660, ...data } = more;
  return {
    name,
    width,
    height: NORM_MARGINS.top + 90 + NORM_MARGINS.bottom,
    draw(context, theme, surface) {
      const axis = makeStepAxis({
        left: NORM_MARGINS.left,
        width: surface.width - NORM_MARGINS.left - 24,
        lastStep: reader.lastStep,
        length: Math.max(200, reader.lastStep + 1),
        ...(surface.width < 480 ? { wideSteps: 7, widePx: 21 } : {}),
      });
      const geometry = { axis, top: NORM_MARGINS.top, height: 90, left: 4, right: surface.width - 4 };
      const rest = {
        mark: { letter: 'B', index: 1 },
        threshold: 1,
        cursorStep: reader.lastStep,
        domain: [1e-2, 1e2],
      } as const;
      drawNormChart(context, { ...rest, reader, ...data }, geometry, theme);
    },
  };
}

const layers = stackOf(6);

export const normChartGallery: GalleryGroup = {
  name: 'norm',
  cases: [
    normCase('clipped at 1', healthyLane(), { cursorStep: 40 }),
    normCase(
      'skipped steps',
      fakeHistory({
        layers,
        steps: 195,
        gradient: () => 1,
        norm: (step) => (step % 37 === 20 ? Infinity : 0.5 + 0.3 * wave(step)),
        skipped: (step) => step % 37 === 20,
      }),
      { threshold: null },
    ),
    normCase('dead at step 2', explodingLane(), {
      mark: { letter: 'A', index: 0 },
      cursorStep: 9,
      domain: [1e2, 1e26],
      threshold: null,
    }),
    normCase('empty', fakeHistory({ layers, steps: 0, gradient: () => 1 }), { cursorStep: 0 }),
    normCase(
      '100,000 steps',
      fakeHistory({
        layers,
        steps: 100_000,
        gradient: () => 1,
        norm: (step) => 0.6 + 0.5 * wave(step),
        clipAt: 1,
      }),
    ),
    normCase('360 px', healthyLane(), { width: 360 }),
  ],
};
