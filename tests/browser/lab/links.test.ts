/** A link holds the experiment: the same start anywhere, and a sentence for one that cannot be read. */
import { type Page, test } from '@playwright/test';
import { deflateSync, strToU8 } from 'fflate';
import { encodeLink } from '../../../src/spec/codec';
import { opening } from '../../../src/spec/presets/opening';
import type { Experiment } from '../../../src/spec/types';
import { small } from '../support/experiments';
import {
  addressOf,
  ask,
  button,
  closeLab,
  expect,
  experimentOf,
  isReady,
  reload,
  laneRegion,
  lanesOf,
  load,
  openLab,
  startOf,
  stepsOf,
  type,
} from '../support/lab';

let page: Page;
test.beforeAll(async ({ browser }) => {
  page = await openLab(browser, { permissions: ['clipboard-read', 'clipboard-write'] });
});
test.afterAll(() => closeLab(page));

const notice = () => page.getByRole('status');

/** Opens another address in the same tab. */
async function open(hash: string): Promise<void> {
  await page.goto('about:blank');
  await page.goto(addressOf('?paused', hash));
  await isReady(page);
}

test('reloading gives the same experiment and the same step 0, bit for bit', async () => {
  await load(page, small());
  const { loss } = await startOf(page, 0);
  await ask(page, (api) => api.step(3));
  await type(page.getByRole('textbox', { name: 'Seed', exact: true }), '12');
  await expect.poll(async () => (await startOf(page, 0)).loss).not.toBe(loss);
  const [experiment, start] = [await experimentOf(page), await startOf(page, 0)];
  await reload(page);
  expect(await experimentOf(page)).toEqual(experiment);
  expect(await startOf(page, 0)).toEqual(start);
});

test('a copied link opens the same start in another browser', async ({ browser }) => {
  await load(page, small({}, { seed: 99 }));
  await button(page, 'Share').click();
  await button(page, 'Copy: Link').click();
  await expect(button(page, 'Copied: Link')).toBeVisible();
  await page.keyboard.press('Escape');
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toBe(await ask(page, (api) => api.link()));
  const other = await openLab(browser, { hash: new URL(link).hash.slice(1) });
  expect(await experimentOf(other)).toEqual(await experimentOf(page));
  expect(await startOf(other, 0)).toEqual(await startOf(page, 0));
  await closeLab(other);
});

test('another link in the address of an open lab is followed', async () => {
  await load(page, small());
  await page.evaluate(
    (hash) => (location.hash = hash),
    encodeLink({ ...small(), title: 'Is this the other one?' }),
  );
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Is this the other one?');
  await ask(page, (api) => api.pause());
});

/** As a hand would change it: any JSON, deflated as a link is. */
const handMade = (version: number, json: unknown) =>
  `${version}.${Buffer.from(deflateSync(strToU8(JSON.stringify(json)))).toString('base64url')}`;

const changed = (change: (experiment: Json) => void): string => {
  const json: Json = structuredClone(small()) as never;
  change(json);
  return encodeLink(json as never as Experiment);
};
// oxlint-disable-next-line typescript/no-explicit-any -- wrong on purpose
type Json = any;

const BAD = [
  { what: 'a link that is none', hash: 'not-a-link', sentence: 'is not a link of Backblast' },
  { what: 'a mangled link', hash: encodeLink(small()).slice(0, -12), sentence: 'The link is damaged' },
  {
    what: 'a link from the future',
    hash: handMade(7, {}),
    sentence: 'made by a newer Backblast (version 7)',
  },
  {
    what: 'a width of 10⁹',
    hash: changed((json) => (json.lanes[0].blocks[0].values.width = 1e9)),
    sentence: 'width is 1,000,000,000',
  },
  {
    what: 'a depth of 2,000',
    hash: changed((json) => (json.lanes[0].blocks[0].repeat = 2000)),
    sentence: 'repeat is 2,000',
  },
  {
    what: 'a batch of 0',
    hash: changed((json) => (json.lanes[0].batchSize = 0)),
    sentence: 'batchSize is 0',
  },
  {
    what: 'a rate that is not a number',
    hash: changed((json) => (json.lanes[0].learningRate = Number.NaN)), // JSON has none: it says null
    sentence: 'learningRate is null',
  },
  {
    what: 'a rate in words',
    hash: changed((json) => (json.lanes[0].learningRate = 'NaN')),
    sentence: 'learningRate is “NaN”',
  },
] as const;

for (const { what, hash, sentence } of BAD) {
  test(`${what} gets its sentence, and the opening experiment stands there whole`, async () => {
    await open(hash);
    await expect(notice()).toContainText(sentence);
    await expect(notice()).toContainText('The opening experiment is shown instead.');
    expect((await experimentOf(page)).title).toBe(opening.question);
    expect(new URL(page.url()).hash).toBe(`#${hash}`);
    await ask(page, (api) => api.step(1));
    expect(await stepsOf(page, 1)).toBe(1);
  });
}

test('a bad link in the address of an open lab leaves the experiment alone', async () => {
  await open('');
  await load(page, small());
  await ask(page, (api) => api.step(4));
  await page.evaluate(() => (location.hash = '1.damaged'));
  await expect(notice()).toContainText('The link is damaged');
  await expect(notice()).toContainText('The experiment that was open stays.');
  expect(await stepsOf(page, 0)).toBe(4);
});

test('what is typed beyond the limits is brought within them', async () => {
  await load(page, small());
  const width = laneRegion(page, 'A').getByRole('textbox', { name: 'width of dense' }).first();
  await type(width, '1e9');
  await expect(width).not.toHaveValue('1e9');
  await type(width, 'NaN');
  await type(width, '16');
  await expect.poll(async () => (await lanesOf(page))[0]?.error).toBeNull();
  expect((await experimentOf(page)).lanes[0]?.blocks[0]?.values.width).toBe(16);
});

test('a lane whose shapes do not fit says so, the other goes on, and Undo mends it', async () => {
  await load(page, small());
  await laneRegion(page, 'A').getByRole('button', { name: 'Fork', exact: true }).click();
  await expect.poll(async () => (await lanesOf(page)).length).toBe(2);
  const width = laneRegion(page, 'A').getByRole('textbox', { name: 'How often dense repeats' }).first();
  await type(laneRegion(page, 'A').getByRole('textbox', { name: 'width of dense' }).first(), '1024');
  await type(width, '256');
  await expect.poll(async () => (await lanesOf(page))[0]?.error ?? '').not.toBe('');
  await expect(laneRegion(page, 'A')).toContainText((await lanesOf(page))[0]?.error ?? '–');
  await ask(page, (api) => api.step(2));
  expect(await stepsOf(page, 1)).toBe(2);
  await button(page, 'Undo').click();
  await button(page, 'Undo').click();
  await expect.poll(async () => (await lanesOf(page))[0]?.error).toBeNull();
});
