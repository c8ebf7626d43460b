// A headless Chromium with one of the project's files in a blank page, bundled with the settings of the build's workers.
import path from 'node:path';
import { chromium } from '@playwright/test';
import { build } from 'vite';
import { CHROMIUM_ARGS, findBrowser } from './browser.mjs';
import { root } from './install.mjs';

/** `file` puts an object of functions on the window under the name `object`; they are called by name. */
export async function openInChromium(file, object) {
  const executablePath = await findBrowser(() => undefined);
  const bundle = await build({
    configFile: false,
    root,
    logLevel: 'error',
    publicDir: false,
    build: {
      write: false,
      target: 'es2022',
      rolldownOptions: { input: path.join(root, file), output: { format: 'iife' } },
    },
  });
  const browser = await chromium.launch({ executablePath, args: CHROMIUM_ARGS });
  try {
    const page = await browser.newPage();
    await page.addScriptTag({ content: bundle.output.find(({ type }) => type === 'chunk').code });
    return {
      call: (name, argument) =>
        page.evaluate(([on, what, given]) => window[on][what](given), [object, name, argument]),
      close: () => browser.close(),
    };
  } catch (error) {
    await browser.close();
    throw error;
  }
}
