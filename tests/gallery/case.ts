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

export interface GalleryGroup {
  readonly name: string;
  readonly cases: readonly GalleryCase[];
}
