/** The figure in the poster's place: lanes under each other and the loss at their foot, laid out to the frame. */
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
import { layOutFigure, sizesAt } from './layout';
import { themeNow, watchTheme } from './look';

/** Words change at most twice a second. */
const CALM_MS = 500;

/** Fills `stage`; returns what takes the figure's hands off it, the pictures staying as they are. */
export function createStage(house: FigureHouse, stage: HTMLElement, page: HTMLElement): () => void {
  const lossSaid = make('p', 'spoken', { id: 'loss-said' });
  const loss = make('canvas', 'loss', { role: 'img', 'aria-label': 'Loss', 'aria-describedby': 'loss-said' });
  let lanes: readonly FigureLane[] = [];
  let laidOut = '';
  let sizes = sizesAt(stage.clientWidth);
  /** What the frame leaves to it. */
  const room = (): number => innerHeight - page.offsetHeight + stage.offsetHeight;

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
    if (!laidOut.startsWith(`${ids} `)) build();
    const [width, roomPx] = [stage.clientWidth, room()];
    const heads = lanes.reduce((sum, lane) => sum + lane.headPx(), 0);
    const key = `${ids} ${[width, roomPx, heads, ...layers.map(({ length }) => length)].join()}`;
    if (key === laidOut) return;
    laidOut = key;
    const now = layOutFigure(layers, width, roomPx, heads);
    sizes = now.sizes;
    loss.style.height = `${now.lossPx}px`;
    now.rows.forEach((rows, index) => {
      lanes[index]?.fit(sizes, rows, now.mapPx[index] ?? 0, index === lanes.length - 1);
    });
    // A page that can make its frame higher is asked for this much more (poster/boot.ts).
    stage.dataset.more = String(layOutFigure(layers, width, null, heads).heightPx - now.heightPx);
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
  const sizesOfFrame = new ResizeObserver(changed);
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
