/** Tables to train on, and the hand that drops one on the page. */
import type { Page } from '@playwright/test';
import { stream } from '../../../src/random/stream';
import { expect } from './lab';

/** Rows of two numbers, a word, and a class that follows from them. */
export function tableOf(rows: number, seed = 1): string {
  const draws = stream(seed, 'table');
  const lines = Array.from({ length: rows }, (_, row) => {
    const [long, wide] = [draws.normal(), draws.normal()];
    return [
      long.toFixed(6),
      wide.toFixed(6),
      ['red', 'blue', 'white'][row % 3],
      long + wide > 0 ? 'much' : 'little',
    ].join();
  });
  return ['long,wide,colour,kind', ...lines].join('\n');
}

/** Lets go of a file over the heading, as a hand would. */
export async function drop(page: Page, name: string, content: string): Promise<void> {
  const data = await page.evaluateHandle(
    ([called, text]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([text], called, { type: 'text/csv' }));
      return transfer;
    },
    [name, content] as const,
  );
  // What takes files comes with the second part of the page, a moment after the lab itself.
  await expect(async () => {
    await page.dispatchEvent('body', 'dragenter', { dataTransfer: data });
    await expect(page.getByText(/^Drop a CSV file to train on it/)).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 20_000 });
  await page.dispatchEvent('body', 'drop', { dataTransfer: data });
  await expect(page.getByText(/^Drop a CSV file to train on it/)).toHaveCount(0);
}
