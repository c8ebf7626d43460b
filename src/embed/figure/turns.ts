/**
 * Of several embeds on a page one runs at a time. Each tells its siblings, the other frames of its parent, when it
 * begins; that way also reaches sandboxed ones, which share nothing else. Frames inside an element's shadow are on
 * nobody's list: the page is told too, and the elements hand it on (element/backBlast.ts).
 */
import { tell } from '../protocol';

const TURN = 'backblast:turn';

/** An embed nested in another page's frame is no sibling of ours. */
const isSibling = (source: MessageEventSource | null): boolean =>
  source !== window && source !== null && 'parent' in source && source.parent === parent;

export function takeTurn(): void {
  if (parent === window) return;
  tell('begin', {});
  for (let index = 0; index < parent.length; index++) {
    const frame = parent[index];
    if (frame && frame !== window) frame.postMessage({ type: TURN }, '*');
  }
}

export function onTurnTaken(rest: () => void): void {
  addEventListener('message', ({ data, source }) => {
    if ((data as { type?: unknown } | null)?.type === TURN && (source === parent || isSibling(source)))
      rest();
  });
}
