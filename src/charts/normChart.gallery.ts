/** Cases of the gradient's norm. */
import { explodingLane, fakeHistory, healthyLane, stackOf, wave } from '../../tests/gallery/fakeHistory';
import type { GalleryCase, GalleryGroup } from '../../tests/gallery/case';
import { drawNormChart, NORM_MARGINS, type NormData } from './normChart';
import { makeStepAxis } from './stepAxis';
import type { HistoryReader } from './types';

function normCase(
  name: string,
  reader: HistoryReader,
  more: Partial<NormData> & { width?: number; length?: number } = {},
): GalleryCase {
  const { width = 660, length = 200, ...data } = more;
  return {
    name,
    width,
    height: NORM_MARGINS.top + 90 + NORM_MARGINS.bottom,
    draw(context, theme, surface) {
      const axis = makeStepAxis({
        left: NORM_MARGINS.left,
        width: surface.width - NORM_MARGINS.left - 24,
        lastStep: reader.lastStep,
        length: Math.max(length, reader.lastStep + 1),
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
  without: { 'one layer': 'The norm is of the whole gradient.' },
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
    normCase('one step', fakeHistory({ layers, steps: 1, gradient: () => 1, norm: () => 3.1 })),
    normCase('all NaN', fakeHistory({ layers, steps: 3, gradient: () => Number.NaN }), { threshold: null }),
    normCase(
      'Inf after finite',
      fakeHistory({
        layers,
        steps: 126,
        gradient: () => 1,
        norm: (step) => (step < 120 ? 0.6 + 0.4 * wave(step) : step < 125 ? 10 ** (step - 119) : Infinity),
      }),
      { cursorStep: 124, threshold: null },
    ),
    normCase(
      'exact zeros from step 90',
      fakeHistory({
        layers,
        steps: 195,
        gradient: () => 1,
        norm: (step) => (step < 90 ? 0.6 + 0.4 * wave(step) : 0),
      }),
    ),
    normCase(
      'at the right edge: the newest step, with a long number',
      fakeHistory({ layers, steps: 195, gradient: () => 1, norm: (step) => 12_345 + 5_000 * wave(step) }),
      { domain: [1e-2, 1e6], length: 195 },
    ),
    normCase('360 px', healthyLane(), { width: 360 }),
  ],
};
