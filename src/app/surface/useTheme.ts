/** Light or dark as chosen or as the system has it, and whether motion is wanted. */
import { useLayoutEffect, useSyncExternalStore } from 'react';
import { themes } from '../../charts/theme';
import type { Theme } from '../../charts/types';
import { useView } from '../lab/house';

const DARK = '(prefers-color-scheme: dark)';
const STILL = '(prefers-reduced-motion: reduce)';

export interface Look {
  readonly theme: Theme;
  readonly reducedMotion: boolean;
}

export function useTheme(): Look {
  const chosen = useView((view) => view.theme);
  const systemIsDark = useMedia(DARK);
  const reducedMotion = useMedia(STILL);
  const name = chosen === 'system' ? (systemIsDark ? 'dark' : 'light') : chosen;
  return { theme: themes[name], reducedMotion };
}

/** Writes the choice to the page (`data-theme` on the root element; none: as the system has it). Once, in the lab. */
export function useThemeOnPage(): void {
  const chosen = useView((view) => view.theme);
  useLayoutEffect(() => {
    const root = document.documentElement;
    if (chosen === 'system') delete root.dataset.theme;
    else root.dataset.theme = chosen;
  }, [chosen]);
}

function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (listener) => {
      const list = matchMedia(query);
      list.addEventListener('change', listener);
      return () => list.removeEventListener('change', listener);
    },
    () => matchMedia(query).matches,
    () => false,
  );
}
