/** Going back in time: a drag on a map or the loss, and the arrow keys while the figure has the focus. */
import type { PointerHandlers } from '../../app/surface/pointer';
import { newestStep, stepShown } from '../../state/derived';
import { axisAt } from './draw';
import type { FigureHouse } from './house';
import type { FigureSizes } from './layout';

type Place = { readonly step: number };

const seek = ({ session, run }: FigureHouse, step: number): void =>
  void session.seek(step >= newestStep(run.getState().lanes) ? null : Math.max(0, step));

export function seeking(house: FigureHouse, sizes: () => FigureSizes | null): PointerHandlers<Place> {
  return {
    hit({ cssX }) {
      const live = house.live();
      const now = sizes();
      return now && live.cursorStep >= 0 ? { step: axisAt(live, now).stepAt(cssX) } : null;
    },
    cursor: (place) => (place ? 'ew-resize' : ''),
    press(place) {
      seek(house, place.step);
      return true;
    },
    drag(_, { cssX }) {
      const now = sizes();
      if (now) seek(house, axisAt(house.live(), now).stepAt(cssX));
    },
  };
}

/** True where the key was one of them. */
export function cursorKey(house: FigureHouse, { key, shiftKey }: KeyboardEvent): boolean {
  const { lanes } = house.run.getState();
  const now = stepShown(lanes, house.view.getState().cursor);
  const far = shiftKey ? 10 : 1;
  const step = { ArrowLeft: now - far, ArrowRight: now + far, Home: 0, End: newestStep(lanes) }[key];
  if (step === undefined || now < 0) return false;
  seek(house, step);
  return true;
}
