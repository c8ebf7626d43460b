/**
 * What every chart is given. A chart is a pure function `draw(context, data, geometry, theme)`, first argument always
 * the context, in CSS pixels (the surface has scaled the context by the device's pixel ratio), and, where it answers
 * the pointer, a pure `hit(point, data, geometry)`.
 */
import type { ClassCode, Layer, Metric, RowReader } from '../catalogue/types';

export interface Theme {
  readonly name: 'light' | 'dark';
  readonly paper: string;
  readonly raised: string;
  readonly ink: string;
  readonly ink2: string;
  readonly ink3: string;
  readonly rule: string;
  readonly hair: string;
  readonly accent: string;
  readonly hot: string;
  readonly cold: string;
  readonly bad: string;
  /** Ground and mark of the Inf and NaN patterns. */
  readonly notFinite: { readonly ground: string; readonly mark: string };
  /** Lane colours A, B, C, D and their dashes. */
  readonly lanes: readonly { readonly colour: string; readonly dash: readonly number[] }[];
  readonly sans: string;
  readonly serif: string;
  /** 256 RGB triples of the diverging scale, from −1 to 1. */
  readonly scale: Uint8ClampedArray;
}

/** A place on a surface, in CSS pixels from its top left. */
export interface CssPoint {
  readonly cssX: number;
  readonly cssY: number;
}

/** One row as drawn: one layer, or a folded run of layers that shows its worst. */
export interface RowView {
  /** All layers that belong to it, inner ones too. */
  readonly firstLayer: number;
  readonly lastLayer: number;
  /** Those that are drawn: one, or those folded into it. */
  readonly layers: readonly number[];
  /** The one that stands for it: that is selected with it, and whose place it has. */
  readonly layer: number;
  readonly place: Layer['place'];
  /** What stands beside it: the trunk number, a time step (`t4`), '' for rows that are not counted, 'out'. */
  readonly label: string;
}

/** Rows of one lane: `top + row * height`, nothing drawn between rows. */
export interface RowGeometry {
  readonly rows: readonly RowView[];
  readonly top: number;
  /** Integer CSS pixels, one for all lanes. */
  readonly height: number;
}

/** The one step axis of all lanes and of the loss, in two scales: the first steps wide, then a gap, then narrow. */
export interface StepAxis {
  readonly left: number;
  readonly width: number;
  /** Steps 0 … wideSteps−1 are drawn wide. */
  readonly wideSteps: number;
  /** True once there are narrow steps (the gap is drawn). */
  readonly hasNarrow: boolean;
  /** Left and right edge of the gap. */
  readonly gap: readonly [number, number];
  /** CSS pixels a step, in either part; and how many times narrower. */
  readonly widePx: number;
  readonly narrowPx: number;
  readonly ratio: number;
  /** One past the last step with room. */
  readonly end: number;
  /** Left edge of a step's column. */
  x(step: number): number;
  /** Width of a step's column. */
  columnWidth(step: number): number;
  /** The step under a place (clamped to 0 … end−1). */
  stepAt(cssX: number): number;
  /** Steps to label at the foot. */
  ticks(): readonly number[];
}

/** The colour scale of the heatmaps, shared by the lanes and fixed while a run goes on. */
export interface ColourScale {
  readonly metric: Metric;
  readonly centre: number;
  /** log10 half-width (0.5 for shares: centre 0.5). */
  readonly halfWidth: number;
  /** Which lane and layer gave the centre, for the legend; null where the centre is a number. */
  readonly centreFrom: { readonly lane: string; readonly label: string } | null;
}

/** What charts read of a lane's history. Implemented by src/history. */
export interface HistoryReader {
  readonly layers: readonly Layer[];
  /** Number of columns kept (steps, or merged runs of steps), and the first step of column i. */
  readonly columns: number;
  readonly lastStep: number;
  stepOfColumn(column: number): number;
  /** The column holding a step, −1 when there is none. */
  columnOfStep(step: number): number;
  row(column: number): RowReader;
  /** STEP_QUANTITIES by name; for merged columns min and max survive. */
  step(
    column: number,
    quantity: 'loss' | 'globalNorm' | 'globalNormClipped' | 'learningRate' | 'skipped',
  ): number;
}

export interface LaneMark {
  readonly letter: string;
  /** Index into theme.lanes. */
  readonly index: number;
}

export type Cell = {
  readonly column: number;
  readonly row: number;
  readonly layer: number;
  readonly step: number;
};
export type { ClassCode, Layer, Metric, RowReader };
