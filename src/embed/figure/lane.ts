/** One lane of a figure: its verdict, its map and its profile, on one row grid. */
import { autopsyOf, regimeOf } from '../../app/lab/lane/facts';
import { laneWords, profileWords } from '../../app/lab/lane/laneWords';
import type { Live, LiveLane } from '../../app/lab/live';
import { createSurface } from '../../app/surface/surface';
import { listenToPointer } from '../../app/surface/pointer';
import { deathNotice } from '../../app/words/deathNotice';
import { say } from '../../app/words/segments';
import { verdict } from '../../app/words/verdict';
import { writeWords } from '../../app/words/written';
import { createHeatmapCache } from '../../charts/heatmapCache';
import type { RowGeometry } from '../../charts/types';
import { seeking } from './cursor';
import { axisAt, drawLaneProfile, drawMap } from './draw';
import { make } from './element';
import type { FigureHouse } from './house';
import type { FigureSizes } from './layout';
import { themeNow } from './look';

export interface FigureLane {
  readonly element: HTMLElement;
  /** Lays it out; then it is drawn whenever `markDirty` is called. */
  fit(sizes: FigureSizes, rows: RowGeometry, mapPx: number, isLast: boolean): void;
  /** What its words take now. */
  headPx(): number;
  markDirty(): void;
  /** Writes what is said of it: the lane's words, and for who cannot see the pictures. */
  write(live: Live): void;
  dispose(): void;
}

export function createLane(house: FigureHouse, id: string, letter: string): FigureLane {
  const said = make('span', 'verdict');
  const notice = make('span', 'notice');
  const mapWords = make('p', 'spoken', { id: `map-${id}` });
  const profileSaid = make('p', 'spoken', { id: `profile-${id}` });
  const canvasOf = (name: string, words: string) =>
    make('canvas', '', { role: 'img', 'aria-label': name, 'aria-describedby': words });
  const map = canvasOf(`Map of ${letter}`, mapWords.id);
  const profile = canvasOf(`Profile of ${letter}`, profileSaid.id);
  map.tabIndex = 0;
  const head = make(
    'p',
    'head',
    {},
    make('b', `letter lane-${letter.charCodeAt(0) - 65}`, {}, letter),
    said,
    notice,
  );
  const element = make(
    'section',
    'lane',
    { 'aria-label': `Lane ${letter}`, 'data-lane': id },
    head,
    make('div', 'pair', {}, map, profile),
    mapWords,
    profileSaid,
  );

  const cache = createHeatmapCache((width, height) => new OffscreenCanvas(width, height));
  let fitted: { readonly sizes: FigureSizes; readonly rows: RowGeometry; readonly isLast: boolean } | null =
    null;
  const own = (live: Live): LiveLane | undefined => live.lanes.find(({ spec }) => spec.id === id);
  const withLane = (draw: (live: Live, lane: LiveLane, fit: NonNullable<typeof fitted>) => void) => {
    const live = house.live();
    const lane = own(live);
    if (lane && fitted && lane.run.layers.length > 0) draw(live, lane, fitted);
  };
  const surfaces = [
    createSurface(map, (context, { pixelRatio }) =>
      withLane((live, lane, { rows, sizes }) =>
        drawMap(context, { live, lane, rows, axis: axisAt(live, sizes) }, pixelRatio, themeNow(), cache),
      ),
    ),
    createSurface(profile, (context, { cssWidth }) =>
      withLane((live, lane, { rows, isLast }) =>
        drawLaneProfile(context, live, lane, rows, cssWidth, isLast, themeNow()),
      ),
    ),
  ];
  const stop = listenToPointer(map, () => seeking(house, () => fitted?.sizes ?? null));

  return {
    element,
    fit(sizes, rows, mapPx, isLast) {
      fitted = { sizes, rows, isLast };
      map.style.cssText = `width:${sizes.map}px;height:${mapPx}px`;
      profile.style.cssText = `width:${sizes.profile}px;height:${mapPx}px`;
    },
    headPx: () => head.offsetHeight,
    markDirty() {
      for (const surface of surfaces) surface.markDirty();
    },
    write(live) {
      const lane = live.run.lanes[id];
      const regime = lane ? regimeOf(lane, live.cursorStep) : null;
      writeWords(said, regime ? verdict(regime) : say(lane?.error ?? ''));
      const facts = lane ? autopsyOf(lane) : null;
      writeWords(notice, lane && facts ? say('First: ', deathNotice(letter, lane.layers, facts).where) : []);
      mapWords.textContent = laneWords(live, id, letter);
      profileSaid.textContent = profileWords(live, id, letter);
    },
    dispose() {
      stop();
      for (const surface of surfaces) surface.dispose();
    },
  };
}
