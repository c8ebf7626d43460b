/**
 * When a picture is like its baseline. The same Chromium draws the same pixels, whatever the machine: nearly all must
 * be equal. Another one may draw letters anew: that much may differ, and a row that moved by a pixel still does not pass.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Browser, test } from '@playwright/test';

/**
 * `threshold` is pixelmatch's, a distance in YIQ: 0.03 are some 8 of 255 levels of grey. Letters a quarter of a pixel
 * aside change at most 0.46 % of a picture at 0.2, everything a pixel lower 0.7 % or more (0.34 % of one with a single
 * line of words).
 */
export const SAME_CHROMIUM = { threshold: 0.03, maxDiffPixels: 12 } as const;
export const OTHER_CHROMIUM = { threshold: 0.2, maxDiffPixelRatio: 0.006 } as const;

const MADE_WITH = path.join(import.meta.dirname, 'baseline/chromium.txt');

/** How strict to be with this browser. Renewing the baseline notes which one drew it. */
export function strictnessFor(browser: Browser): typeof SAME_CHROMIUM | typeof OTHER_CHROMIUM {
  const [major = ''] = browser.version().split('.');
  if (isRenewing()) {
    mkdirSync(path.dirname(MADE_WITH), { recursive: true });
    writeFileSync(MADE_WITH, `${major}\n`);
  }
  const madeWith = existsSync(MADE_WITH) ? readFileSync(MADE_WITH, 'utf8').trim() : '';
  return madeWith === major ? SAME_CHROMIUM : OTHER_CHROMIUM;
}

export const isRenewing = (): boolean => ['all', 'changed'].includes(test.info().config.updateSnapshots);

export const fileName = (...parts: readonly string[]): string =>
  `${parts
    .join(' ')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')}.png`;
