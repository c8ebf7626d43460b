/** States of the lab as they look, beside pictures in baseline/. */
import { expect, test } from '@playwright/test';
import type { Pixels } from '../../gallery/picture';
import { PANELS } from './chosen';
import { fileName, strictnessFor } from './likeBaseline';
import { encodePng } from './png';

for (const [state, theme, width, height] of PANELS) {
  test(`${state}, ${theme}, ${width} px, looks as it did`, async ({ browser, page }) => {
    const complaints: string[] = [];
    page.on('pageerror', ({ message }) => complaints.push(message));
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.setViewportSize({ width, height });
    await page.goto(`./panels/?state=${state}&theme=${theme}`);
    await page.locator('body[data-ready]').waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    const shot = (await page.screenshot()).toString('base64');
    const pixels = await page.evaluate(pixelsOf, shot);
    expect(encodePng(pixels)).toMatchSnapshot(
      fileName('panels', state, theme, String(width)),
      strictnessFor(browser),
    );
    expect(complaints).toEqual([]);
  });
}

/** Runs in the page, which can read PNGs. */
async function pixelsOf(png: string): Promise<Pixels> {
  const bytes = Uint8Array.from(atob(png), (letter) => letter.charCodeAt(0));
  const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }), {
    colorSpaceConversion: 'none',
  });
  const { width, height } = image;
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  context?.drawImage(image, 0, 0);
  const { data } = context?.getImageData(0, 0, width, height) ?? { data: [] };
  return { width, height, data: btoa(Array.from(data, (byte) => String.fromCharCode(byte)).join('')) };
}
