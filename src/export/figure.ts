/** The lanes' maps as a figure for a paper: question, maps under their headings, colour scale, caption. */
import { drawHeatmap } from '../charts/heatmap';
import { createHeatmapCache, type CreateCanvas } from '../charts/heatmapCache';
import { drawLegend, LEGEND_HEIGHT } from '../charts/legend';
import { rowsBottom, rowViews } from '../charts/rows';
import { makeStepAxis } from '../charts/stepAxis';
import { drawScaleWords, drawStepLabels } from '../charts/stepFrame';
import { drawText, wrapText } from '../charts/text';
import type { ColourScale, HistoryReader, Theme } from '../charts/types';
import { CLASS } from '../catalogue/types';

export interface FigureLane {
  readonly letter: string;
  /** What the lane is, and what became of it. */
  readonly sentence: string;
  readonly verdict: string;
  readonly reader: HistoryReader;
  readonly stoppedAt: number | null;
  readonly edits: readonly number[];
}

export interface Figure {
  readonly title: string;
  readonly lanes: readonly FigureLane[];
  readonly scale: ColourScale;
  readonly caption: string;
  /** Where the run pauses, in steps. */
  readonly length: number;
}

export const FIGURE_WIDTH = 1000;
const MARGIN = 24;
const MAP_LEFT = 44;
const LINE = 18;
/** Height that a lane's rows may take; a row has at least 4 px, at most 14. */
const ROWS_HEIGHT = 300;

/** Draws from the top left; returns the height. `pixelRatio`: device pixels a CSS pixel. */
export function drawFigure(
  context: CanvasRenderingContext2D,
  figure: Figure,
  theme: Theme,
  { pixelRatio, createCanvas }: { readonly pixelRatio: number; readonly createCanvas: CreateCanvas },
): number {
  const width = FIGURE_WIDTH - 2 * MARGIN;
  const lines = (text: string, top: number, style: Parameters<typeof drawText>[4]): number => {
    let y = top;
    for (const line of wrapText(context, text, width, style, theme)) {
      drawText(context, line, MARGIN, (y += LINE), style, theme);
    }
    return y;
  };
  const lastStep = Math.max(-1, ...figure.lanes.map(({ reader }) => reader.lastStep));
  const axis = makeStepAxis({
    left: MARGIN + MAP_LEFT,
    width: width - MAP_LEFT,
    lastStep,
    length: figure.length,
  });
  let y = lines(figure.title, MARGIN - 4, { size: 18, bold: true, serif: true, colour: theme.ink });
  for (const lane of figure.lanes) {
    y = lines(`${lane.letter}. ${lane.sentence}`, y + 12, { size: 13, colour: theme.ink });
    y = lines(lane.verdict, y, { size: 13, bold: true, colour: theme.ink });
    const views = rowViews(lane.reader.layers);
    const height = Math.max(4, Math.min(14, Math.floor(ROWS_HEIGHT / Math.max(1, views.length))));
    const rows = { rows: views, top: y + 22, height };
    drawHeatmap(
      context,
      { ...lane, scale: figure.scale, selectedRow: -1, fork: null },
      { axis, rows, devicePixelRatio: pixelRatio },
      theme,
      createHeatmapCache(createCanvas),
    );
    y = rowsBottom(rows) + 16;
    drawStepLabels(context, axis, y, theme);
    drawScaleWords(context, axis, y + 16, theme);
    y += 20;
  }
  const { metric } = figure.scale;
  y = lines(`${metric.symbol}: ${metric.label}`, y + 8, { size: 13, colour: theme.ink });
  drawLegend(
    context,
    {
      scale: figure.scale,
      classes: classesOf(figure),
      words: metric.scale.type === 'share' ? ['none', 'all'] : ['weaker', 'stronger'],
    },
    { left: MARGIN + 1, top: y + 8, width: 260 },
    theme,
  );
  return lines(figure.caption, y + LEGEND_HEIGHT + 4, { size: 12, colour: theme.ink2 }) + MARGIN;
}

/** Which classes some map shows. */
function classesOf({ lanes, scale: { metric } }: Figure) {
  const seen = new Set<number>();
  for (const { reader } of lanes) {
    for (let column = 0; column < reader.columns; column++) {
      const row = reader.row(column);
      reader.layers.forEach((_, layer) => seen.add(metric.classOf(row, layer)));
    }
  }
  return { infinite: seen.has(CLASS.infinite), nan: seen.has(CLASS.nan), zero: seen.has(CLASS.zero) };
}
