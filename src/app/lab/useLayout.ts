/** Which of the four layouts of visual.md the window has room for. */
import { useSyncExternalStore } from 'react';

export type Layout = 'phone' | 'tablet' | 'medium' | 'wide';

const queries = [
  ['wide', '(min-width: 1280px)'],
  ['medium', '(min-width: 1024px)'],
  ['tablet', '(min-width: 768px)'],
] as const;

const matched = () => queries.find(([, query]) => matchMedia(query).matches)?.[0] ?? 'phone';

function subscribe(changed: () => void): () => void {
  const lists = queries.map(([, query]) => matchMedia(query));
  for (const list of lists) list.addEventListener('change', changed);
  return () => {
    for (const list of lists) list.removeEventListener('change', changed);
  };
}

export function useLayout(): Layout {
  return useSyncExternalStore<Layout>(subscribe, matched, () => 'wide');
}
