/** Which large tables this browser keeps: those that kept experiments need stay, of the rest the oldest go. */
import { type Page, test } from '@playwright/test';
import { hexHash } from '../../../src/random/hash';
import { stream } from '../../../src/random/stream';
import { fileOfAll } from '../../../src/app/kept/files';
import { small } from '../support/experiments';
import { ask, button, closeLab, expect, isReady, lanesOf, openLab, reload } from '../support/lab';
import { drop, tableOf } from '../support/tables';

let page: Page;
test.beforeEach(async ({ browser }) => {
  page = await openLab(browser);
});
test.afterEach(() => closeLab(page));

const dialog = () => page.getByRole('dialog', { name: 'Kept experiments' });

/** Tables that nobody's experiment needs, the first of them the oldest, as visits of long ago left them. */
async function leave(names: readonly string[], bytes: number): Promise<void> {
  await page.evaluate(
    async ([hashes, length]) => {
      const opening = indexedDB.open('backblast', 1);
      opening.onupgradeneeded = () => {
        opening.result.createObjectStore('files', { keyPath: 'hash' }).createIndex('at', 'at');
      };
      const database = await new Promise<IDBDatabase>((resolve) => {
        opening.onsuccess = () => resolve(opening.result);
      });
      for (const [at, hash] of hashes.entries()) {
        const change = database.transaction('files', 'readwrite');
        const noise = new Uint8Array(length);
        for (let from = 0; from < length; from += 65_536)
          crypto.getRandomValues(noise.subarray(from, from + 65_536));
        change.objectStore('files').put({ hash, name: `${hash}.csv`, bytes: noise.buffer, at });
        await new Promise((resolve, reject) => {
          change.oncomplete = resolve;
          change.onabort = () => reject(change.error);
        });
      }
      database.close();
    },
    [names, bytes] as const,
  );
}

/** Names of the tables in this browser, the oldest first. */
const tables = (): Promise<string[]> =>
  page.evaluate(async () => {
    const opening = indexedDB.open('backblast', 1);
    const database = await new Promise<IDBDatabase>((resolve) => {
      opening.onsuccess = () => resolve(opening.result);
    });
    const asked = database.transaction('files').objectStore('files').index('at').getAll();
    await new Promise((resolve) => {
      asked.onsuccess = resolve;
    });
    database.close();
    return asked.result.map(({ name }: { name: string }) => name);
  });

const LONG_AGO = Array.from({ length: 10 }, (_, index) => `old${index}`);

const madeWith = (index: number, table = tableOf(800, index)) => {
  const values = { name: `kept${index}.csv`, text: '', hash: hexHash(table) };
  const experiment = small({}, { title: `Kept ${index}?`, dataset: { id: 'csv', values } });
  return { name: `Kept ${index}`, experiment, table };
};

async function bring(made: readonly ReturnType<typeof madeWith>[]): Promise<void> {
  await button(page, 'Kept').click();
  const buffer = Buffer.from(fileOfAll(made));
  await dialog()
    .locator('input[type="file"]')
    .setInputFiles({ name: 'given.json', mimeType: 'application/json', buffer });
  await expect(dialog().getByRole('status')).toHaveText(/imported\.$/);
}

const train = async (name: string, content: string) => {
  await drop(page, name, content);
  await page.getByRole('button', { name: 'Train on it' }).click();
  await ask(page, (api) => api.step(0));
};

test('a new table takes the place of the oldest', async () => {
  await leave(LONG_AGO, 1000);
  await train('wine.csv', tableOf(1500));
  await expect.poll(tables).toEqual([...LONG_AGO.slice(1).map((name) => `${name}.csv`), 'wine.csv']);
});

test('tables that kept experiments need stay, however many they are, and go once nobody needs them', async () => {
  test.setTimeout(120_000);
  await leave(LONG_AGO, 1000);
  const made = Array.from({ length: 12 }, (_, index) => madeWith(index));
  await bring(made);
  const names = made.map(({ experiment }) => String(experiment.dataset.values.name));
  expect((await tables()).filter((name) => name.startsWith('kept')).toSorted()).toEqual(names.toSorted());
  // The oldest of them is there in another visit, which has none at hand.
  await page.reload();
  await isReady(page);
  await button(page, 'Kept').click();
  await dialog().getByRole('button', { name: 'Kept 0', exact: true }).click();
  await expect(dialog()).toBeHidden();
  await ask(page, (api) => api.pause());
  expect((await lanesOf(page))[0]?.error).toBeNull();

  await button(page, 'Kept').click();
  await dialog().getByRole('button', { name: 'Delete: Kept 3', exact: true }).click();
  await expect(dialog().getByRole('button', { name: 'Kept 3', exact: true })).toHaveCount(0);
  await page.keyboard.press('Escape');
  await train('wine.csv', tableOf(1500));
  await expect.poll(tables).toContain('wine.csv');
  await expect.poll(tables).not.toContain('kept3.csv');
  expect((await tables()).filter((name) => name.startsWith('kept'))).toHaveLength(11);
});

/** As on a disk that is nearly full. Before anything is kept: what there is room for is asked once. */
async function roomFor(bytes: number): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const { origin } = new URL(page.url());
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: bytes });
}

/**
 * 0.3 MB a column. Chromium needs some hundred kilobytes for itself, and may count a table twice while it writes it: what
 * shall be kept here has room for two of it, what shall not has not room for one.
 */
function largeTable(seed: number, columns: number): string {
  const draws = stream(seed, 'table');
  const lines = Array.from({ length: 19_000 }, (_, row) =>
    [...Array.from({ length: columns }, () => draws.normal().toFixed(12)), row % 2 ? 'odd' : 'even'].join(),
  );
  return [[...'abcdefghijkl'.slice(0, columns).split(''), 'kind'].join(), ...lines].join('\n');
}

test('where the disk is full, as many of the oldest make room as it takes', async () => {
  await roomFor(7e6);
  await leave(['old0', 'old1', 'old2', 'old3', 'old4'], 1e6);
  await train('wine.csv', largeTable(1, 8));
  await expect.poll(tables).toContain('wine.csv');
  const left = await tables();
  expect(left).not.toContain('old0.csv');
  expect(left.slice(-2)).toEqual(['old4.csv', 'wine.csv']);
  await expect(page.locator('.notice')).toHaveCount(0);
  await reload(page);
  expect((await lanesOf(page))[0]?.error).toBeNull();
});

test('where nothing may make room that is said; once it may, the table is kept with its experiment', async () => {
  await roomFor(9e6);
  const made = [1, 2, 3, 4].map((index) => madeWith(index, largeTable(index, 5)));
  await bring(made);
  await page.keyboard.press('Escape');
  await train('wine.csv', largeTable(5, 12));
  await expect(page.locator('.notice')).toContainText('wine.csv is here for this visit only');
  expect((await tables()).toSorted()).toEqual(['kept1.csv', 'kept2.csv', 'kept3.csv', 'kept4.csv']);

  await button(page, 'Kept').click();
  await dialog().getByRole('button', { name: 'Keep this one' }).click();
  await expect(dialog().getByRole('status')).toContainText('wine.csv is here for this visit only');
  for (const { name } of made)
    await dialog()
      .getByRole('button', { name: `Delete: ${name}`, exact: true })
      .click();
  await dialog().getByRole('button', { name: 'Keep this one' }).click();
  await expect.poll(tables).toContain('wine.csv');
});

test('a file with more than there is room for says which tables it is', async () => {
  await roomFor(4.5e6);
  const made = [madeWith(1, largeTable(1, 5)), madeWith(2, largeTable(2, 12))];
  await button(page, 'Kept').click();
  const buffer = Buffer.from(fileOfAll(made));
  await dialog()
    .locator('input[type="file"]')
    .setInputFiles({ name: 'given.json', mimeType: 'application/json', buffer });
  await expect(dialog().getByRole('status')).toHaveText(
    '2 imported. kept2.csv is here for this visit only: this browser has no room left for it, or keeps no files.',
  );
  expect(await tables()).toEqual(['kept1.csv']);
});
