/**
 * The page's first script, and a small one: it starts the engine, which has much to read of its own, lets the headline
 * that stands in index.html be painted, and then calls the lab.
 */
import './fonts.css';
import './lab/lab.css';
import { beginStart } from '../runner/client';
import { engineHost } from './engineHost';
import { parseQuery } from '../state/link';

const headStart = beginStart(engineHost(), parseQuery(location.search).backend);
const lab = import('./page');
await firstFrame();
await (await lab).openPage(headStart);

/** A page that is hidden has no frames, and one that is covered few: neither is kept waiting. */
function firstFrame(): Promise<void> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve));
    setTimeout(resolve, document.hidden ? 0 : 1000);
  });
}
