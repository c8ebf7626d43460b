/**
 * What the map of one lane keeps between frames: the paint of every cell of the history, and an image one pixel a cell.
 * Only new columns are computed and put; a jump of the axis joins the paints anew without reading a value again.
 * Steps that share a pixel leave the worst paint (see SEVERITY).
 */
import { paintOf, PAINT, PAINTS, SEVERITY, worsePaint } from './colourScale';
import { TABLE_SIZE } from './theme';
import type { ColourScale, HistoryReader, RowReader, RowView, StepAxis, Theme } from './types';

export type CreateCanvas = (width: number, height: number) => OffscreenCanvas | HTMLCanvasElement;

export interface HeatmapCache {
  readonly createCanvas: CreateCanvas;
  /** What the paints were computed for. */
  key: string;
  reader: HistoryReader | null;
  rows: readonly RowView[];
  /** [columns, rows], column by column. */
  paints: Uint16Array;
  columns: number;
  /** First step of the last column painted: tells a history that was merged or rewound. */
  lastColumnStep: number;
  /** What the image was laid out for. */
  layout: string;
  canvas: OffscreenCanvas | HTMLCanvasElement | null;
  image: ImageData | null;
  /** [image columns, rows]: the paint of each pixel. */
  pixelPaints: Uint16Array;
  imageColumns: number;
  wideColumns: number;
  /** Steps a narrow image column holds (below 1: a step is at least a device pixel wide, and has its own). */
  stepsPerColumn: number;
  /** How many pixels show each of the paints that are patterns. */
  patterns: { zero: number; infinite: number; nan: number };
}

export function createHeatmapCache(createCanvas: CreateCanvas): HeatmapCache {
  return {
    createCanvas,
    key: '',
    reader: null,
    rows: [],
    paints: new Uint16Array(0),
    columns: 0,
    lastColumnStep: -1,
    layout: '',
    canvas: null,
    image: null,
    pixelPaints: new Uint16Array(0),
    imageColumns: 0,
    wideColumns: 0,
    stepsPerColumn: 1,
    patterns: { zero: 0, infinite: 0, nan: 0 },
  };
}

export interface CacheInput {
  readonly reader: HistoryReader;
  readonly scale: ColourScale;
  readonly rows: readonly RowView[];
  readonly axis: StepAxis;
  readonly devicePixelRatio: number;
}

/** Brings paints and image up to the history. */
export function updateHeatmapCache(cache: HeatmapCache, input: CacheInput, theme: Theme): void {
  const firstNew = updatePaints(cache, input);
  const isNewLayout = updateLayout(cache, input, theme);
  fillImage(cache, input, isNewLayout ? 0 : firstNew, theme);
}

/** The image column of a step. */
export function imageColumnOf(cache: HeatmapCache, step: number): number {
  if (step < cache.wideColumns) return step;
  const column = cache.wideColumns + Math.floor((step - cache.wideColumns) / cache.stepsPerColumn + 1e-9);
  return Math.min(cache.imageColumns - 1, column);
}

/**
 * Paints the columns that are new (the last known one again: a merged column may still grow). Returns the first. A history
 * is only ever rewritten from its start, and then there is one column: as long as no second is known, all is new.
 */
function updatePaints(cache: HeatmapCache, { reader, scale, rows }: CacheInput): number {
  const key = `${scale.metric.id} ${scale.centre} ${scale.halfWidth}`;
  const { columns } = reader;
  const known = cache.columns;
  const isSame =
    cache.key === key &&
    cache.reader === reader &&
    sameRows(cache.rows, rows) &&
    known > 1 &&
    columns >= known &&
    reader.stepOfColumn(known - 1) === cache.lastColumnStep;
  if (!isSame) cache.layout = '';
  const first = isSame ? Math.max(0, known - 1) : 0;
  const height = rows.length;
  if (cache.paints.length < columns * height) {
    const larger = new Uint16Array(Math.max(columns * height, cache.paints.length * 2));
    larger.set(cache.paints.subarray(0, first * height));
    cache.paints = larger;
  }
  for (let column = first; column < columns; column++) {
    const values = reader.row(column);
    for (let row = 0; row < height; row++)
      cache.paints[column * height + row] = rowPaint(values, rows[row], scale);
  }
  cache.key = key;
  cache.reader = reader;
  cache.rows = rows;
  cache.columns = columns;
  cache.lastColumnStep = columns > 0 ? reader.stepOfColumn(columns - 1) : -1;
  return first;
}

function sameRows(one: readonly RowView[], other: readonly RowView[]): boolean {
  if (one === other) return true;
  return one.length === other.length && one.every((row, at) => row.lastLayer === other[at]?.lastLayer);
}

/** The worst paint among a row's layers. */
export function rowPaint(values: RowReader, row: RowView | undefined, scale: ColourScale): number {
  let paint: number = PAINT.notMeasured;
  if (!row) return paint;
  for (const layer of row.layers) {
    paint = worsePaint(
      paint,
      paintOf(scale, scale.metric.value(values, layer), scale.metric.classOf(values, layer)),
    );
  }
  return paint;
}

/** Makes room for the axis; true when the image was emptied. */
function updateLayout(
  cache: HeatmapCache,
  { rows, axis, devicePixelRatio }: CacheInput,
  theme: Theme,
): boolean {
  const wide = Math.min(axis.wideSteps, axis.end);
  const narrowSteps = axis.hasNarrow ? axis.end - axis.wideSteps : 0;
  const narrowPixels = Math.max(1, Math.ceil(narrowSteps * axis.narrowPx * devicePixelRatio - 1e-6));
  const stepsPerColumn = Math.max(1, narrowSteps / narrowPixels);
  const layout = `${rows.length} ${wide} ${narrowSteps} ${stepsPerColumn} ${theme.name}`;
  if (cache.layout === layout) return false;
  cache.layout = layout;
  cache.wideColumns = wide;
  cache.stepsPerColumn = stepsPerColumn;
  cache.imageColumns = wide + Math.ceil(narrowSteps / stepsPerColumn - 1e-6);
  cache.pixelPaints = new Uint16Array(cache.imageColumns * rows.length).fill(PAINT.notMeasured);
  cache.patterns = { zero: 0, infinite: 0, nan: 0 };
  cache.canvas = null;
  cache.image = null;
  return true;
}

function fillImage(
  cache: HeatmapCache,
  { reader, rows }: CacheInput,
  firstColumn: number,
  theme: Theme,
): void {
  const height = rows.length;
  if (cache.columns === 0 || height === 0) return;
  if (!cache.canvas) cache.canvas = cache.createCanvas(cache.imageColumns, height);
  const context = cache.canvas.getContext('2d') as
    | CanvasRenderingContext2D
    | OffscreenCanvasRenderingContext2D
    | null;
  if (!context) return;
  if (!cache.image) cache.image = context.createImageData(cache.imageColumns, height);
  let left = cache.imageColumns;
  let right = -1;
  for (let column = firstColumn; column < cache.columns; column++) {
    const endStep = column + 1 < cache.columns ? reader.stepOfColumn(column + 1) : reader.lastStep + 1;
    const from = imageColumnOf(cache, reader.stepOfColumn(column));
    const to = imageColumnOf(cache, endStep - 1);
    if (from < left) left = from;
    if (to > right) right = to;
    for (let pixel = from; pixel <= to; pixel++) {
      for (let row = 0; row < height; row++) {
        const at = pixel * height + row;
        const old = cache.pixelPaints[at] ?? PAINT.notMeasured;
        const paint = cache.paints[column * height + row] ?? PAINT.notMeasured;
        if ((SEVERITY[paint] ?? -1) <= (SEVERITY[old] ?? -1)) continue;
        count(cache, old, -1);
        count(cache, paint, 1);
        cache.pixelPaints[at] = paint;
        paintPixel(cache.image.data, (row * cache.imageColumns + pixel) * 4, paint, theme);
      }
    }
  }
  if (right >= left) context.putImageData(cache.image, 0, 0, left, 0, right - left + 1, height);
}

/** Patterns are drawn on the screen, not in the image: their pixels stay clear. */
function paintPixel(pixels: Uint8ClampedArray, at: number, paint: number, theme: Theme): void {
  const isColour = paint < TABLE_SIZE;
  pixels[at] = isColour ? (theme.scale[paint * 3] ?? 0) : 0;
  pixels[at + 1] = isColour ? (theme.scale[paint * 3 + 1] ?? 0) : 0;
  pixels[at + 2] = isColour ? (theme.scale[paint * 3 + 2] ?? 0) : 0;
  pixels[at + 3] = isColour ? 255 : 0;
}

function count(cache: HeatmapCache, paint: number, by: number): void {
  if (paint < TABLE_SIZE || paint >= PAINTS) return;
  if (paint === PAINT.zero) cache.patterns.zero += by;
  else if (paint === PAINT.infinite) cache.patterns.infinite += by;
  else if (paint === PAINT.nan) cache.patterns.nan += by;
}
