/** The figure in the poster's place: lanes under each other and the loss at their foot, laid out to the frame. */
import { laneGeometries, MAP_BOTTOM, MAP_TOP } from '../../app/lab/geometry';
import { lossWords } from '../../app/lab/explore';
import { plannedRows } from '../../app/lab/plannedRows';
import { listenToPointer } from '../../app/surface/pointer';
import { createSurface } from '../../app/surface/surface';
import { letterAt } from '../../state/derived';
import { seeking } from './cursor';
import { axisAt, drawLoss } from './draw';
import { make } from './element';
import type { FigureHouse } from './house';
import { createLane, type FigureLane } from './lane';
import { HEAD_PX, lossPx, sizesAt, themeNow, watchTheme } from './look';

const LEAST_MAP_PX = 72;
const MOST_ROW_PX = 32;

/** Words change at most twice a second. */
const CALM_MS = 500;

/** Fills `stage`; returns what takes the figure's hands off it, the pictures staying as they are. */
export function createStage(house: FigureHouse, stage: HTMLElement, page: HTMLElement): () => void {
  const lossSaid = make('p', 'spoken', { id: 'loss-said' });
  const loss = make('canvas', 'loss', { role: 'img', 'aria-label': 'Loss', 'aria-describedby': 'loss-said' });
  let lanes: readonly FigureLane[] = [];
  let laidOut = '';
  let sizes = sizesAt(stage.clientWidth);
  // The poster gave way to its height; the frame may be higher.
  const chromePx = (): number => page.offsetHeight - stage.offsetHeight;
  const posterPx = stage.clientHeight;
  let roomPx = posterPx;

  const surface = createSurface(loss, (context, { cssWidth, cssHeight }) => {
    const live = house.live();
    if (live.lanes.length > 0) drawLoss(context, live, axisAt(live, sizes), cssWidth, cssHeight, themeNow());
  });
  const stopPointer = listenToPointer(loss, () => seeking(house, () => sizes));

  function build(): void {
    const specs = house.experiment.getState().experiment.lanes;
    for (const lane of lanes) lane.dispose();
    lanes = specs.map(({ id }, index) => createLane(house, id, letterAt(index)));
    stage.replaceChildren(...lanes.map(({ element }) => element), loss, lossSaid);
  }

  function layOut(): void {
    const { experiment } = house.experiment.getState();
    const run = house.run.getState();
    const layers = experiment.lanes.map((lane) => {
      const built = run.lanes[lane.id]?.layers;
      return built?.length ? built : plannedRows(lane, run.data);
    });
    const ids = experiment.lanes.map(({ id }) => id).join();
    const key = [ids, stage.clientWidth, roomPx, ...layers.map(({ length }) => length)].join();
    if (key === laidOut) return;
    if (!laidOut.startsWith(`${ids},`)) build();
    laidOut = key;
    sizes = sizesAt(stage.clientWidth);
    const around = lossPx(lanes.length) + lanes.length * (HEAD_PX + MAP_TOP + MAP_BOTTOM + 12);
    loss.style.height = `${lossPx(lanes.length)}px`;
    const rows = layers.map((each) => ({ layers: each, folds: new Map<string, boolean>() }));
    const budget = (roomPx - around) / Math.max(1, lanes.length);
    const geometries = laneGeometries(rows, budget, sizes.layout);
    // Of a shallow network the map would be a line: its rows are taller, in all lanes alike.
    const most = Math.max(1, ...geometries.map((geometry) => geometry.rows.length));
    const least = Math.min(MOST_ROW_PX, Math.floor(LEAST_MAP_PX / most));
    geometries.forEach((geometry, index) => {
      const fitted = { ...geometry, height: Math.max(geometry.height, least) };
      lanes[index]?.fit(sizes, fitted, index === lanes.length - 1);
    });
  }

  let timer: ReturnType<typeof setTimeout> | null = null;
  function write(): void {
    timer = null;
    const live = house.live();
    for (const lane of lanes) lane.write(live);
    lossSaid.textContent = lossWords(live);
  }
  function changed(): void {
    layOut();
    for (const lane of lanes) lane.markDirty();
    surface.markDirty();
    timer ??= setTimeout(write, CALM_MS);
  }

  stage.classList.add('open');
  const sizesOfFrame = new ResizeObserver(() => {
    roomPx = Math.max(posterPx, innerHeight - chromePx());
    changed();
  });
  sizesOfFrame.observe(page);
  const stops = [house.watch(changed), watchTheme(changed), stopPointer, () => sizesOfFrame.disconnect()];
  changed();
  write();
  return () => {
    if (timer) clearTimeout(timer);
    for (const stop of stops) stop();
    for (const lane of lanes) lane.dispose();
    surface.dispose();
  };
}
