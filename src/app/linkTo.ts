/** The experiment as an address. */
import type { Experiment } from '../spec/types';
import { withCursor } from '../state/shared';
import { doorIfOpen } from './door';
import type { House } from './lab/house';

/**
 * The address that opens the experiment as it stands, on any machine; what the query forced here stays here.
 * The door must be open, as it is when the page is ready.
 */
export const linkTo = ({ experiment, view }: Pick<House, 'experiment' | 'view'>): string =>
  linkOf(withCursor(experiment.getState().experiment, view.getState().cursor));

export function linkOf(experiment: Experiment): string {
  const address = new URL(document.baseURI);
  address.search = '';
  const door = doorIfOpen();
  if (!door) throw new Error('There is no link yet. Wait for ready.');
  address.hash = door.encodeLink(experiment);
  return address.href;
}
