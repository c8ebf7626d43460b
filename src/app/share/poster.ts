/**
 * The picture of an embed's poster, by the lab's charts: the maps as they stand, and each lane's profile at step 0.
 * No letters stand in it, so that it may be stretched to any frame; what it shows is said in its text alternative.
 */
import { drawHeatmap } from '../../charts/heatmap';
import { createHeatmapCache } from '../../charts/heatmapCache';
import { drawProfile } from '../../charts/profile';
import { rowsBottom, rowViews } from '../../charts/rows';
import { themes } from '../../charts/theme';
import type { Theme } from '../../charts/types';
import type { House } from '../lab/house';
import { endsOf } from './ends';
import { createLive, type Live, type LiveLane } from '../lab/live';

const WIDTH = 600;
const HEIGHT = 250;
const PROFILE = 130;
const GAP = 10;
/** With page and script the poster is to cost less than 15 kB. In a snippet two of them travel, each a third heavier. */
const MOST_BYTES = { alone: 6000, both: 3600 };

export const posterOf = (house: House, theme: 'light' | 'dark'): Promise<string> =>
  drawPoster(createLive(house)(), themes[theme], MOST_BYTES.alone);

export interface Posters {
  readonly poster: string;
  readonly posterDark: string;
  /** What their colours stand for. */
  readonly ends: string;
}

export async function postersOf(house: House): Promise<Posters> {
  const live = createLive(house)();
  if (live.newest < 0) throw new Error('Nothing is measured yet.');
  const [poster, posterDark] = await Promise.all([
    drawPoster(live, themes.light, MOST_BYTES.both),
    drawPoster(live, themes.dark, MOST_BYTES.both),
  ]);
  return { poster, posterDark, ends: endsOf(live.scale) };
}

/** A data address: WebP where the browser writes it, else PNG; rougher until it is small enough. */
async function drawPoster(live: Live, theme: Theme, mostBytes: number): Promise<string> {
  const canvas = new OffscreenCanvas(WIDTH, HEIGHT);
  const context = canvas.getContext('2d') as unknown as CanvasRenderingContext2D | null; // charts use what both have
  if (!context) throw new Error('This browser gives no canvas to draw on.');
  context.fillStyle = theme.paper;
  context.fillRect(0, 0, WIDTH, HEIGHT);
  const lanes = live.lanes.filter(({ run }) => run.layers.length > 0);
  const room = (HEIGHT + GAP) / Math.max(1, lanes.length) - GAP;
  lanes.forEach((lane, index) => drawLane(context, live, lane, index * (room + GAP), room, theme));
  for (let quality = 0.85; ; quality -= 0.15) {
    const blob = await canvas.convertToBlob({ type: 'image/webp', quality });
    if (blob.size <= mostBytes || quality < 0.3 || blob.type !== 'image/webp') return dataAddress(blob);
  }
}

function drawLane(
  context: CanvasRenderingContext2D,
  live: Live,
  { run, letter, index }: LiveLane,
  top: number,
  room: number,
  theme: Theme,
): void {
  const views = rowViews(run.layers, { maxRows: Math.floor(room / 2) });
  const rows = { rows: views, top: 0, height: Math.max(2, Math.floor(room / views.length)) };
  const stretch = room / rowsBottom(rows);
  const axis = live.axis(WIDTH - PROFILE - GAP, 0, 10, 26);
  const inside = (left: number, width: number, from: number, draw: () => void): void => {
    context.save();
    context.beginPath();
    context.rect(left, top, width, room);
    context.clip();
    context.translate(left - from, top);
    context.scale(1, stretch);
    draw();
    context.restore();
  };
  const data = {
    reader: run.record,
    scale: live.scale,
    version: run.version,
    selectedRow: -1,
    stoppedAt: run.stoppedAt,
    fork: null,
    edits: [],
  };
  const cache = createHeatmapCache((width, height) => new OffscreenCanvas(width, height));
  const mapWidth = WIDTH - PROFILE - GAP;
  context.save();
  inside(0, mapWidth, (axis.left * mapWidth) / axis.width, () => {
    context.scale(mapWidth / axis.width, 1);
    drawHeatmap(context, data, { axis, rows, devicePixelRatio: 1 }, theme, cache);
  });
  inside(WIDTH - PROFILE, PROFILE, 0, () =>
    drawProfile(
      context,
      {
        metric: live.scale.metric,
        mark: { letter, index },
        reader: run.record,
        cursorStep: 0,
        selectedRow: -1,
        domain: live.profileDomain,
        reference: live.scale.centre,
        theory: null,
        others: [],
        label: '',
      },
      { rows, left: 2, width: PROFILE - 4, within: [0, PROFILE], axisTitle: null },
      theme,
    ),
  );
  context.restore();
}

const dataAddress = (blob: Blob): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result as string); // what readAsDataURL gives
    reader.onerror = () => reject(new Error('The picture could not be read.'));
    reader.readAsDataURL(blob);
  });
