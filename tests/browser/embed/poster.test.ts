/** The poster costs little, runs nothing until it is touched, and gives way to the figure. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test, type Page } from '@playwright/test';
import { violationsOf } from '../support/axe';
import { expect } from '../support/lab';
import { serveSite, type Site } from '../support/site';
import { control, hashOf, links } from './embed';

const file = path.resolve(import.meta.dirname, '../../../public/posters/plainDeep.webp');
const poster = `data:image/webp;base64,${readFileSync(file).toString('base64')}`;

let site: Site;
test.beforeEach(async () => {
  site = await serveSite();
});
test.afterEach(() => site.close());

const open = (page: Page, hash = hashOf({ poster, alt: 'A explodes, B does not.' })) =>
  page.goto(`${site.url}embed.html#${hash}`);
const note = (page: Page) => page.locator('#note');

test('the poster is one request of less than 15 kB with its picture, and starts no worker', async ({
  page,
}) => {
  await open(page);
  await expect(page.getByRole('heading')).toHaveText('tanh cannot exceed 1. How can its gradients explode?');
  await expect(page.getByRole('img', { name: 'A explodes, B does not.' })).toBeVisible();
  await page.waitForLoadState('networkidle');
  expect(site.sent.map(({ path: each }) => each)).toEqual(['embed.html']);
  const [html] = site.sent;
  expect((html?.bytes ?? 0) + poster.length).toBeLessThan(15_000);
  expect(page.workers()).toHaveLength(0);
  await expect(note(page)).toHaveText(/^\d+ kB when you run it, nothing before$/);
});

for (const [scheme, picture] of [
  ['light', 'posters/depth.webp'],
  ['dark', 'posters/depth.dark.webp'],
] as const)
  test(`a preset by its name: page, words and the ${scheme} picture are three requests of less than 15 kB`, async ({
    page,
  }) => {
    await page.goto(`${site.url}embed.html?preset=depth#theme=${scheme}`);
    await expect(page.getByRole('heading')).toHaveText(/^Five layers make the gradient four times larger/);
    await expect(page.getByRole('img')).toHaveAccessibleName(/^Lane A at step 29/);
    await page.waitForLoadState('networkidle');
    const sent = site.sent.map(({ path: each }) => each).sort();
    expect(sent).toEqual(['embed.html', picture, 'posters/depth.js'].sort());
    expect(site.sent.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThan(15_000);
    // What the colours stand for is said before anything runs, and by the figure as it runs.
    const legend = page.locator('#legend');
    await expect(legend).toHaveText(/÷10⁴ weaker\s*stronger ×10⁴/);
    await expect(page.locator('#caption')).toContainText('The middle of the scale is A, layer 5, step 0.');
    await page.locator('#play').click();
    await expect(note(page)).toHaveText(/Step [1-9]/);
    await expect(legend).toHaveText(/÷10⁴ weaker\s*stronger ×10⁴/);
    await expect(page.getByRole('region', { name: /^Lane/ })).toHaveCount(4);
  });

test('a preset that the site does not have is said in a sentence', async ({ page }) => {
  await page.goto(`${site.url}embed.html?preset=nonsense`);
  await expect(note(page)).toHaveText('This site has no preset “nonsense”.');
  await expect(page.locator('#play')).toBeHidden();
});

test('what it says a run costs is what a run takes, to 30 kB', async ({ page }) => {
  await open(page, hashOf({ link: links.opening }));
  const said = Number(/^\d+/.exec((await note(page).textContent()) ?? '')?.[0]);
  await page.locator('#play').click();
  await expect(note(page)).toHaveText(/Step \d/);
  const [, ...later] = site.sent;
  const taken = later.reduce((sum, { bytes }) => sum + bytes, 0) / 1000;
  expect(said).toBeGreaterThan(taken - 30);
  expect(said).toBeLessThan(taken + 30);
});

test('the control is the setting of the link, starts the figure when moved, and the lane follows it', async ({
  page,
}) => {
  await open(page);
  const slider = page.getByRole('slider', { name: control.label });
  await expect(slider).toHaveAttribute('aria-valuetext', '8');
  await slider.focus();
  await slider.press('Home');
  await expect(page.getByRole('region', { name: 'Lane A' }).locator('.verdict')).toHaveText(/Vanishing/);
  await expect(page.locator('#value')).toHaveText('0.5');
});

test('a link that cannot be read is said in a sentence, and the poster stays', async ({ page }) => {
  await open(page, '1.broken');
  await page.locator('#play').click();
  await expect(note(page)).toContainText('The link is damaged');
  await expect(page.getByRole('button', { name: 'Run it here' })).toBeEnabled();
});

test('the arrow keys go back in time while a map has the focus', async ({ page }) => {
  await open(page);
  await page.locator('#play').click();
  await expect(note(page)).toHaveText(/Step [3-9]/);
  await page.getByRole('button', { name: 'Pause' }).click();
  const map = page.getByRole('img', { name: 'Map of A' });
  await map.press('Home');
  await expect(map).toHaveAccessibleDescription(/at step 0/);
  await map.press('ArrowRight');
  await expect(map).toHaveAccessibleDescription(/at step 1/);
});

test('while it runs its steps are not spoken one by one, and the step where it pauses is', async ({
  page,
}) => {
  await open(page);
  await page.locator('#play').click();
  await expect(note(page)).toHaveText(/Step [2-9]/);
  await expect(note(page)).toHaveAttribute('aria-live', 'off');
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(note(page)).toHaveAttribute('aria-live', 'polite');
});

for (const colorScheme of ['light', 'dark'] as const)
  test(`axe finds nothing on poster or figure, at 320 px, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width: 320, height: 700 });
    await open(page);
    await expect(page.locator('#control')).toBeVisible();
    expect(await violationsOf(page)).toEqual([]);
    await page.locator('#play').click();
    await expect(note(page)).toHaveText(/Step [1-9]/);
    expect(await violationsOf(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  });
