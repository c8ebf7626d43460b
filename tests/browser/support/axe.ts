/** axe-core in the page: what keeps somebody from using it. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import type { AxeResults, RunOptions } from 'axe-core';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Each violation with the elements it was found at; none is the aim. `within`: a selector, or else the whole page. */
export const violationsOf = (page: Page, within?: string): Promise<readonly string[]> =>
  run(page, within, {});

/** The same in light, and in dark what a theme can change: contrast. Each with its theme's name before it. */
export async function violationsInBothThemes(page: Page, within?: string): Promise<readonly string[]> {
  await page.emulateMedia({ colorScheme: 'light' });
  const light = await run(page, within, {});
  await page.emulateMedia({ colorScheme: 'dark' });
  const dark = await run(page, within, { runOnly: ['color-contrast', 'link-in-text-block'] });
  return [
    ...light.map((violation) => `light: ${violation}`),
    ...dark.map((violation) => `dark: ${violation}`),
  ];
}

async function run(page: Page, within: string | undefined, options: RunOptions): Promise<readonly string[]> {
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(source);
  const { violations } = await page.evaluate<AxeResults>(
    // Only violations are asked for: the list of all that passed is long, and nobody reads it.
    `axe.run(${JSON.stringify(within) ?? 'document'}, ${JSON.stringify({ ...options, resultTypes: ['violations'] })})`,
  );
  return violations.map(
    ({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
  );
}
