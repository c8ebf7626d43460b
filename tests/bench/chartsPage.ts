/** Bundled by scripts/bench.mjs: every case of the gallery, drawn again and again. */
import { themes } from '../../src/charts/theme';
import { drawCase } from '../gallery/draw';
import { GROUPS } from '../gallery/groups';

declare global {
  interface Window {
    benchCharts?: () => readonly ChartTime[];
  }
}
interface ChartTime {
  readonly chart: string;
  readonly slowest: string;
  /** Median of its draws. */
  readonly milliseconds: number;
}

const DRAWS = 9;

window.benchCharts = () =>
  GROUPS.map(({ name: chart, cases }) => {
    const times = cases.map((one) => {
      const canvas = document.createElement('canvas');
      const draws = Array.from({ length: DRAWS }, () => {
        const before = performance.now();
        drawCase(canvas, one, themes.light);
        return performance.now() - before;
      });
      return { slowest: one.name, milliseconds: draws.toSorted((a, b) => a - b)[DRAWS >> 1] ?? 0 };
    });
    return { chart, ...times.reduce((most, each) => (each.milliseconds > most.milliseconds ? each : most)) };
  });
