/** Light or dark, as the address or the system has it. */
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
