/** A frame without an origin, from a host that sends no CORS header: what a learning platform makes of an embed. */
import { test, type Page } from '@playwright/test';
import { encodeLink } from '../../../src/spec/codec';
import { small } from '../support/experiments';
import { expect } from '../support/lab';
import { serveSite, type Site } from '../support/site';
import { frameTag, hashOf, links, reaches } from './embed';

let site: Site;
let host: Site;
test.beforeEach(async () => {
  site = await serveSite();
  const src = `${site.url}embed.html#${hashOf({ link: links.opening, control: undefined })}`;
  host = await serveSite(undefined, { 'course.html': `<!doctype html>${frameTag(src, 'allow-scripts')}` });
});
test.afterEach(() => Promise.all([site.close(), host.close()]));

const frameOf = (page: Page) => page.frameLocator('iframe');

test('it trains on WebAssembly and real data where there is no WebGL, without a word of the policy', async ({
  page,
}) => {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (/policy|CORS|refused/i.test(message.text())) complaints.push(message.text());
  });
  await page.addInitScript(() => {
    const { getContext } = HTMLCanvasElement.prototype;
    HTMLCanvasElement.prototype.getContext = function (
      this: HTMLCanvasElement,
      kind: string,
      ...more: unknown[]
    ) {
      return kind.startsWith('webgl') ? null : Reflect.apply(getContext, this, [kind, ...more]);
    } as typeof getContext;
  });
  await page.goto(`${host.url}course.html`);
  const frame = frameOf(page);
  await frame.locator('#play').click();
  await reaches(frame, 3);
  await expect(frame.locator('#note')).toContainText('WebAssembly');
  await expect(frame.getByRole('region', { name: 'Lane A' }).locator('.verdict')).toHaveText(
    'Not finite since step 2',
  );
  expect(await frame.locator('body').evaluate(() => self.origin)).toBe('null');
  expect(complaints).toEqual([]);
  const sent = site.sent.map(({ path }) => path);
  expect(sent.filter((path) => /\.(wasm|bin)$/.test(path))).toEqual([]); // none could be read
  expect(sent.some((path) => /wasm-simd-.*\.wasm\.js$/.test(path))).toBe(true);
});

test('it trains on WebGL as well, in a worker from a blob, with a context that it gives back', async ({
  page,
}) => {
  // Drawn in software here, which the figure would else not take.
  await page.addInitScript(() => {
    const { getParameter } = WebGL2RenderingContext.prototype;
    const UNMASKED_RENDERER = 0x9246;
    WebGL2RenderingContext.prototype.getParameter = function (this: WebGL2RenderingContext, name: number) {
      return name === UNMASKED_RENDERER ? 'A graphics card' : Reflect.apply(getParameter, this, [name]);
    };
  });
  const link = encodeLink(small());
  const src = `${site.url}embed.html#${hashOf({ link, control: undefined })}`;
  const inner = await serveSite(undefined, { 'webgl.html': frameTag(src, 'allow-scripts') });
  try {
    await page.goto(`${inner.url}webgl.html`);
    const startsWith = page.evaluate(
      () =>
        new Promise((resolve) => {
          addEventListener(
            'message',
            ({ data }) => data.type === 'backblast:ready' && resolve(data.detail.backend),
          );
        }),
    );
    const frame = frameOf(page);
    await frame.locator('#play').click();
    // It may go over to WebAssembly where software is slower still: the first steps are WebGL's.
    expect(await startsWith).toBe('webgl');
    await reaches(frame, 3);
    await expect(frame.locator('#note')).toContainText('WebGL');
    expect(await frame.locator('body').evaluate(() => self.origin)).toBe('null');
    expect(site.sent.some(({ path }) => path.includes('worker.webgl-'))).toBe(true);
    const map = frame.getByRole('img', { name: 'Map of A' });
    await expect(map).toHaveAccessibleDescription(/Lane A at step [1-9]/);
    await page.evaluate(() =>
      document.querySelector('iframe')?.contentWindow?.postMessage({ type: 'backblast:rest', id: 1 }, '*'),
    );
    await expect.poll(() => page.workers().length).toBe(0);
    await expect(map).toBeVisible(); // the picture at rest
  } finally {
    await inner.close();
  }
});

test('its first gradients are those of a frame with its origin, bit for bit', async ({ page }) => {
  await page.goto(`${host.url}course.html`);
  const src = `${site.url}embed.html#${hashOf({ control: undefined })}`;
  const bound = await firstGradients(page, src, 'allow-scripts');
  expect(bound.length).toBeGreaterThan(20);
  expect(await firstGradients(page, src, 'allow-scripts allow-same-origin')).toEqual(bound);
});

/** Of lane A at step 0, asked for by postMessage as any page would. */
const firstGradients = (page: Page, src: string, sandbox: string) =>
  page.evaluate(
    async (asked) => {
      const frame = document.createElement('iframe');
      frame.setAttribute('sandbox', asked.sandbox);
      frame.src = asked.src;
      const heard = (type: string) =>
        new Promise<{ readonly value?: unknown }>((resolve) => {
          addEventListener('message', ({ data, source }) => {
            if (source === frame.contentWindow && data.type === `backblast:${type}`) resolve(data);
          });
        });
      const [poster, reply] = [heard('poster'), heard('reply')];
      document.body.append(frame);
      await poster;
      frame.contentWindow?.postMessage({ type: 'backblast:history', id: 1, args: ['a'] }, '*');
      const { value } = await reply;
      const { perLayer, layers } = value as {
        readonly perLayer: { readonly gradientOutput: Float64Array };
        readonly layers: readonly string[];
      };
      frame.remove();
      return Array.from(perLayer.gradientOutput.slice(0, layers.length));
    },
    { src, sandbox },
  );

test('calls of another window than the page round it are not heard', async ({ page }) => {
  const src = `${site.url}embed.html#${hashOf()}`;
  const inner = await serveSite(undefined, {
    'two.html': `${frameTag(src, 'allow-scripts')}<iframe srcdoc="<p>Another frame</p>"></iframe>`,
  });
  try {
    await page.goto(`${inner.url}two.html`);
    const play = page.frameLocator('iframe').first().getByRole('button', { name: 'Run it here' });
    await expect(play).toBeEnabled();
    const first = page.frameLocator('iframe').first().locator('body');
    await first.evaluate(() => {
      addEventListener('message', ({ data }) => document.body.setAttribute('data-heard', data.type));
    });
    await page.frameLocator('iframe').nth(1).getByText('Another frame').waitFor();
    const second = page.frames().find((frame) => frame.url() === 'about:srcdoc');
    await second?.evaluate(() => parent.frames[0]?.postMessage({ type: 'backblast:run', id: 1 }, '*'));
    // It came to the frame, whose own listener was there before ours, and nothing came of it.
    await expect(first).toHaveAttribute('data-heard', 'backblast:run');
    await expect(play).toBeEnabled();
    expect(page.workers()).toHaveLength(0);
  } finally {
    await inner.close();
  }
});
