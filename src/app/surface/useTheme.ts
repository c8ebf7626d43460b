/** Light or dark as chosen or as the system has it, and whether motion is wanted. */
import { useLayoutEffect, useSyncExternalStore } from 'react';
import { strongThemes, themes } from '../../charts/theme';
import type { Theme } from '../../charts/types';
import { useView } from '../lab/house';

const PRINT = 'print';
const DARK = '(prefers-color-scheme: dark)';
const STILL = '(prefers-reduced-motion: reduce)';
const STRONG = '(prefers-contrast: more)';
const FORCED = '(forced-colors: active)';

export interface Look {
  readonly theme: Theme;
  readonly reducedMotion: boolean;
}

export function useTheme(): Look {
  const chosen = useView((view) => view.theme);
  const systemIsDark = useMedia(DARK);
  const reducedMotion = useMedia(STILL);
  const isStrong = useMedia(STRONG);
  // The page's colours are the system's then, whatever was chosen; what is drawn must stand on them.
  const isForced = useMedia(FORCED);
  const isPrinted = useMedia(PRINT);
  const asSeen = chosen === 'system' || isForced ? (systemIsDark ? 'dark' : 'light') : chosen;
  const name = isPrinted ? 'light' : asSeen;
  return { theme: (isStrong || isForced ? strongThemes : themes)[name], reducedMotion };
}

/** Writes the choice to the page (`data-theme` on the root element; none: as the system has it). Once, in the lab. */
export function useThemeOnPage(): void {
  const onScreen = useView((view) => view.theme);
  const chosen = useMedia(PRINT) ? 'light' : onScreen;
  useLayoutEffect(() => {
    const root = document.documentElement;
    if (chosen === 'system') delete root.dataset.theme;
    else root.dataset.theme = chosen;
  }, [chosen]);
}

function useMedia(query: string): boolean {
  const { subscribe, matches } = mediaOf(query);
  return useSyncExternalStore(subscribe, matches, () => false);
}

const medias = new Map<string, ReturnType<typeof watchMedia>>();

/** The same for every chart and at every render: to ask a browser anew is dear. */
function mediaOf(query: string): ReturnType<typeof watchMedia> {
  const media = medias.get(query) ?? watchMedia(query);
  medias.set(query, media);
  return media;
}

function watchMedia(query: string) {
  const list = matchMedia(query);
  return {
    subscribe(listener: () => void) {
      list.addEventListener('change', listener);
      return () => list.removeEventListener('change', listener);
    },
    matches: () => list.matches,
  };
}
