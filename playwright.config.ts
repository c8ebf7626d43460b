import { defineConfig } from '@playwright/test';
import { CHROMIUM_ARGS as args } from './scripts/browser.mjs';

// `npm test` and `npm run test:browser` set both; run by hand, Playwright's own Chromium and this port serve.
const executablePath = process.env.BACKBLAST_CHROMIUM;
const port = process.env.BACKBLAST_TEST_PORT ?? '4174';
const baseURL = `http://127.0.0.1:${port}/`;
const galleryPort = process.env.BACKBLAST_GALLERY_PORT ?? String(Number(port) + 1000);
const galleryURL = `http://127.0.0.1:${galleryPort}/tests/gallery/`;

/** Letters without the screen's own subpixels, hints and colours: the same on every machine. */
const plainLetters = [
  '--disable-lcd-text',
  '--font-render-hinting=none',
  '--disable-font-subpixel-positioning',
  '--force-color-profile=srgb',
];

export default defineConfig({
  testDir: 'tests/browser',
  testMatch: '**/*.test.ts',
  outputDir: 'test-results/browser',
  forbidOnly: true,
  retries: 0,
  workers: 2,
  reporter: [['list'], ['json', { outputFile: 'test-results/browser.json' }]],
  webServer: [
    {
      command: `npx vite preview --host 127.0.0.1 --port ${port} --strictPort`,
      url: baseURL,
      reuseExistingServer: false,
    },
    {
      command: `node scripts/gallery.mjs --built --port ${galleryPort}`,
      url: galleryURL,
      reuseExistingServer: false,
    },
  ],
  projects: [
    // The longest file first: it is one page's, and at the end one worker would be alone with it.
    { name: 'numbers', testMatch: '**/parity/*.test.ts' },
    { name: 'lab', testIgnore: ['**/parity/**', '**/pictures/**'] },
    {
      name: 'pictures',
      testMatch: '**/pictures/*.test.ts',
      use: {
        baseURL: galleryURL,
        launchOptions: { executablePath, args: [...args, ...plainLetters] },
      },
    },
  ],
  snapshotPathTemplate: '{testDir}/pictures/baseline/{arg}{ext}',
  use: { baseURL, launchOptions: { executablePath, args } },
});
