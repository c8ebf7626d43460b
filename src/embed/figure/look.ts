/** Light or dark as the address or the system has it, and the sizes of the figure at its width. */
import { strongThemes, themes } from '../../charts/theme';
import type { Theme } from '../../charts/types';

const FORCED = '(forced-colors: active)';
const STRONG = '(prefers-contrast: more)';
const DARK = '(prefers-color-scheme: dark)';

/** The system's letters, as the page of the poster has them: fonts would cost more than the poster. */
const SANS = "'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";
const withSystemFonts = <T extends Readonly<Record<'light' | 'dark', Theme>>>({ light, dark }: T) => ({
  light: { ...light, sans: SANS },
  dark: { ...dark, sans: SANS },
});
const usual = withSystemFonts(themes);
const strong = withSystemFonts(strongThemes);

export function themeNow(): Theme {
  const { theme } = document.documentElement.dataset;
  const isForced = matchMedia(FORCED).matches;
  const isDark = theme && !isForced ? theme === 'dark' : matchMedia(DARK).matches;
  const isStrong = isForced || matchMedia(STRONG).matches;
  return (isStrong ? strong : usual)[isDark ? 'dark' : 'light'];
}

/** Calls back when it may be another one; returns what ends that. */
export function watchTheme(listener: () => void): () => void {
  const lists = [FORCED, STRONG, DARK].map((query) => matchMedia(query));
  for (const list of lists) list.addEventListener('change', listener);
  return () => {
    for (const list of lists) list.removeEventListener('change', listener);
  };
}

export interface FigureSizes {
  /** As the lab names it: which steps are wide, how tall rows are. */
  readonly layout: 'phone' | 'tablet';
  readonly map: number;
  readonly profile: number;
}

/** Between map and profile. */
const GAP_PX = 12;
/** Where the words of a lane stand, above its map. */
export const HEAD_PX = 26;
/** The loss chart: beside its curves each lane has two lines of words, for which two lanes leave room by themselves. */
export const lossPx = (lanes: number): number => 136 + 34 * Math.max(0, lanes - 2);

export function sizesAt(width: number): FigureSizes {
  const isNarrow = width < 520;
  const profile = isNarrow ? 68 : Math.min(176, Math.round(width * 0.22));
  return { layout: isNarrow ? 'phone' : 'tablet', map: width - profile - GAP_PX, profile };
}
