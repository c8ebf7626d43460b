/** What leaves the lab and what comes back: downloads that are what they say, and a recorded run that is dropped. */
import { readFileSync } from 'node:fs';
import { type Page, test } from '@playwright/test';
import { readHistoryCsv } from '../../../src/export/historyCsv';
import { readHistoryJson } from '../../../src/export/historyJson';
import { violationsOf } from '../support/axe';
import { exploding } from '../support/experiments';
import { ask, closeLab, expect, load, openLab } from '../support/lab';

test.describe.configure({ mode: 'serial' });
let page: Page;
test.beforeAll(async ({ browser }) => {
  page = await openLab(browser);
  await load(page, exploding());
  await ask(page, (api) => api.step(12));
});
test.afterAll(() => closeLab(page));

async function taken(button: string): Promise<{ readonly name: string; readonly bytes: Buffer }> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('dialog').getByRole('button', { name: button, exact: true }).click(),
  ]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

test('history leaves as CSV and JSON that read back as the page’s own record', async () => {
  await page.getByRole('button', { name: 'Export' }).click();
  await expect(page.getByRole('dialog', { name: 'Take it away' })).toBeVisible();
  expect(await violationsOf(page, '.export-dialog')).toEqual([]);
  const own = await ask(page, (api) => [...api.history(0).perLayer.gradientOutput]);
  const csv = await taken('CSV');
  const json = await taken('JSON');
  for (const file of [readHistoryCsv(csv.bytes.toString()), readHistoryJson(json.bytes.toString())]) {
    expect([...(file.histories[0]?.perLayer.gradientOutput ?? [])]).toEqual(own);
    expect(file.experiment).toEqual(await ask(page, (api) => api.experiment()));
    expect(file.backend?.name).toBe(await ask(page, (api) => api.backend?.name));
  }
  expect(csv.name).toBe('backblast-does-a-small-network-live.csv');
});

test('the figure leaves as SVG with caption and colour scale, and as PNG twice as wide', async () => {
  const svg = (await taken('SVG')).bytes.toString();
  const texts = await page.evaluate((source) => {
    const parsed = new DOMParser().parseFromString(source, 'image/svg+xml');
    return [...parsed.querySelectorAll('parsererror, text')].map((each) => each.textContent).join('|');
  }, svg);
  expect(texts).toMatch(
    /Does a small network live\?.*input.*loss.*weaker.*stronger.*Measured with Backblast/,
  );
  const png = (await taken('PNG')).bytes;
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  expect(png.readUInt32BE(16)).toBe(2000);
});

test('a script leaves with the lane’s weights, and the run goes on from where it was', async () => {
  const { name, bytes } = await taken('PyTorch script of A');
  expect(name).toMatch(/-A\.py$/);
  const keras = await taken('Keras script of A');
  expect(keras.name).toMatch(/-A-keras\.py$/);
  expect(keras.bytes.toString()).toMatch(
    /^# Run it with Keras 3 and TensorFlow[^]*^dense1 = keras\.layers\.Dense\(32, /m,
  );
  expect(bytes.toString()).toMatch(
    /^PARAMETERS = \{\n {4}"dense1\/W": numbers\("[A-Za-z0-9+/=]+", 2, 32\),$/m,
  );
  const steps = await ask(page, (api) => api.lanes[0]?.steps);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  expect(steps).toBe(await ask(page, (api) => api.lanes[0]?.steps));
});

async function drop(name: string, text: string): Promise<void> {
  await page.evaluate(
    ([fileName, content]) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([content ?? ''], fileName ?? ''));
      window.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
    },
    [name, text],
  );
}

test('a run recorded with PyTorch is drawn as a lane, marked as recorded elsewhere, with its autopsy', async () => {
  await drop('exploding.jsonl', readFileSync('tests/fixtures/recordings/exploding.jsonl', 'utf8'));
  const run = page.getByRole('region', { name: 'Recorded run exploding.jsonl' });
  await expect(run.getByText('Recorded elsewhere')).toBeVisible();
  await expect(run.getByText(/cannot be run, stepped or forked/)).toBeVisible();
  await expect(run.getByText(/growth and verdict count all of them/)).toBeVisible();
  await expect(run.getByRole('img', { name: 'Map of exploding.jsonl' })).toBeVisible();
  await expect(run.getByRole('img', { name: 'Profile of exploding.jsonl' })).toBeVisible();
  await expect(run.getByRole('heading', { name: /^It blew up at step \d/ })).toBeVisible();
  await run.getByRole('slider').fill('0');
  await expect(run.locator('.verdict')).toHaveText(/^Exploding, ×/);
  expect(await violationsOf(page, '.recorded')).toEqual([]);
});

test('its colours have a legend, whose width is that of the lab’s maps', async () => {
  const run = page.getByRole('region', { name: 'Recorded run exploding.jsonl' });
  const legend = run.getByRole('img', { name: 'Colour scale of exploding.jsonl' });
  await expect(legend).toHaveAccessibleDescription(/paper stands for 3\.79, the ends for 4 powers of ten/);
  await run.getByRole('button', { name: 'Wider colours' }).click();
  await expect(legend).toHaveAccessibleDescription(/the ends for 5 powers of ten/);
  await expect(page.getByRole('img', { name: 'Colour scale', exact: true })).toHaveAccessibleDescription(
    /the ends for 5 powers of ten/,
  );
  await run.getByRole('button', { name: 'Colours as they were' }).click();
  await expect(legend).toHaveAccessibleDescription(/the ends for 4 powers of ten/);
});

test('branches that a recording names are not counted', async () => {
  await drop('residual.jsonl', readFileSync('tests/fixtures/recordings/residual.jsonl', 'utf8'));
  const run = page.getByRole('region', { name: 'Recorded run residual.jsonl' });
  await expect(run.getByText(/3 steps, 19 rows\./)).toBeVisible();
  await expect(run.getByText(/count all of them/)).toHaveCount(0);
  await expect(run.getByText(/: layer 6 at its first step\./)).toBeVisible();
  // A row is found by the name that the file gives it, and by a press on the map: the last row but one is the LSTM.
  await run.getByRole('slider').fill('0');
  await run.getByRole('combobox', { name: 'Row' }).selectOption('blocks.2.branch.1');
  await expect(run.getByText('gradient of the output 0.0107')).toBeVisible();
  const map = run.getByRole('img', { name: 'Map of residual.jsonl' });
  const box = await map.boundingBox();
  await map.click({ position: { x: 60, y: (box?.height ?? 0) - 18 - 22 } });
  await expect(run.getByRole('combobox', { name: 'Row' })).toHaveValue('17');
  await expect(run.locator('.recorded-acts')).toContainText('gradient of the output 0.240');
  expect(await violationsOf(page, '.recorded')).toEqual([]);
  await run.getByRole('button', { name: 'Remove' }).click();
});

test('a recorded run is opened without a mouse, too', async () => {
  await page.getByRole('button', { name: 'Export' }).click();
  await page.getByLabel('Open a recorded run').setInputFiles('tests/fixtures/recordings/exploding.jsonl');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  const runs = page.getByRole('region', { name: 'Recorded run exploding.jsonl' });
  await expect(runs).toHaveCount(2);
  await runs.last().getByRole('button', { name: 'Remove' }).click();
  await expect(runs).toHaveCount(1);
});

test('a history that was taken away draws its run again', async () => {
  await page.getByRole('button', { name: 'Export' }).click();
  const files = [await taken('CSV'), await taken('JSON')];
  await page.keyboard.press('Escape');
  for (const { name, bytes } of files) {
    await drop(name, bytes.toString());
    const run = page.getByRole('region', { name: `Recorded run ${name}` });
    await expect(run.getByText(/by Backblast 0\.1\.0 on \w+: 12 steps/)).toBeVisible();
    await run.getByRole('button', { name: 'Remove' }).click();
  }
});

test('markup in a file is text: no script of it runs, whether it is read or refused', async () => {
  const hostile = '<img src=x onerror="window.struck = true">';
  const rows = JSON.stringify([
    { name: hostile, gradient: 4 },
    { name: '__proto__', gradient: 'NaN' },
    { name: 'c', gradient: 1 },
  ]);
  await drop(`${hostile}.jsonl`, `{"step": 0, "loss": NaN, "rows": ${rows}}`);
  const run = page.getByRole('region', { name: `Recorded run ${hostile}.jsonl` });
  await expect(run.getByRole('heading', { name: hostile }).first()).toBeVisible();
  await drop(`${hostile}.jsonl`, `{"step": 0, "loss": "${hostile.replaceAll('"', "'")}"}`);
  await expect(page.getByRole('alert').getByText(hostile)).toBeVisible();
  expect(await page.locator('img[src="x"]').count()).toBe(0);
  expect(await page.evaluate(() => 'struck' in window || 'polluted' in {})).toBe(false);
  await page.getByRole('button', { name: 'Dismiss' }).click();
  await run.getByRole('button', { name: 'Remove' }).click();
});

test('a broken file is refused in a sentence with its line, and nothing else changes', async () => {
  await drop(
    'broken.jsonl',
    '{"step": 0, "loss": 1, "rows": [{"name": "<b>a</b>", "gradient": 1}]}\noops\n{}',
  );
  await expect(page.getByRole('alert').getByText(/^broken\.jsonl: Line 2 is no JSON/)).toBeVisible();
  await expect(page.getByRole('region', { name: /^Recorded run/ })).toHaveCount(1);
  await page.getByRole('button', { name: 'Dismiss' }).click();
  await page
    .getByRole('region', { name: /^Recorded run/ })
    .getByRole('button', { name: 'Remove' })
    .click();
  await expect(page.getByRole('region', { name: /^Recorded run/ })).toHaveCount(0);
});
