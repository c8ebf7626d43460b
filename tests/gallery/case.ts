/** One picture of the gallery: a chart with made-up data, drawn as the app draws it. */
import type { CreateCanvas } from '../../src/charts/heatmapCache';
import type { Theme } from '../../src/charts/types';

export interface Surface {
  readonly width: number;
  readonly height: number;
  readonly devicePixelRatio: number;
  readonly createCanvas: CreateCanvas;
}

export interface GalleryCase {
  readonly name: string;
  /** Width it is made for; the page may ask for another. */
  readonly width: number;
  readonly height: number;
  draw(context: CanvasRenderingContext2D, theme: Theme, surface: Surface): void;
}

/**
 * What every chart shows beside its normal case: a case whose name begins so, or a reason why there is none. Light and
 * dark are switches of the page.
 */
export const USUAL_CASES = [
  'empty',
  'one step',
  'one layer',
  '100,000 steps',
  'all NaN',
  'Inf after finite',
  'exact zeros',
  '360 px',
  'at the right edge',
] as const;
export type UsualCase = (typeof USUAL_CASES)[number];

export interface GalleryGroup {
  readonly name: string;
  readonly cases: readonly GalleryCase[];
  /** Usual cases that this chart cannot have, and why. */
  readonly without?: Readonly<Partial<Record<UsualCase, string>>>;
}
