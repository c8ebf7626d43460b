/** Projector mode on the page: its styles are read with the first press, and the root carries its class. */
import { useEffect } from 'react';
import { useView } from './house';

/** As in projector.css. */
const zoom = (): number => (matchMedia('(min-width: 1700px) and (min-height: 1000px)').matches ? 2 : 1.5);
/** Question and run above the lanes; a lane's sentence, axis and edges around its rows. */
const ABOVE = 106;
const AROUND_LANE = 92;

/** Height for the rows of one lane, in the page's own pixels: two lanes are seen at 1280 × 720. */
export const projectorBudget = (windowHeight: number, lanes: number): number =>
  Math.max(90, (windowHeight / zoom() - ABOVE) / lanes - AROUND_LANE);

export function useProjector(): boolean {
  const isOn = useView((view) => view.projector);
  useEffect(() => {
    if (!isOn) return undefined;
    let isWanted = true;
    const { classList } = document.documentElement;
    import('./styles/projector.css').then(
      () => {
        if (!isWanted) return;
        classList.add('projector');
        dispatchEvent(new Event('resize')); // what is placed by measuring is measured again
      },
      () => {}, // without its styles the page is as it was
    );
    return () => {
      isWanted = false;
      classList.remove('projector');
    };
  }, [isOn]);
  return isOn;
}
