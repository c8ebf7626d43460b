/** A gradient that is poisoned at a known step and place: what the lane says of it, and what skipping the step saves. */
import { test } from '@playwright/test';
import { encodeLink } from '../../../src/spec/codec';
import { small } from '../support/experiments';
import { ask, closeLab, expect, laneRegion, load, lossesOf, openLab } from '../support/lab';

for (const backend of ['webgl', 'wasm', 'cpu'] as const) {
  test(`on ${backend} the autopsy names step, layer and tensor of a poisoned gradient, and a skipped step survives it`, async ({
    browser,
  }) => {
    test.setTimeout(60_000);
    const page = await openLab(browser, {
      query: `?paused&backend=${backend}&doors`,
      hash: encodeLink(small()),
    });
    const poison = () => page.evaluate(() => window.backblastDoors?.poison(4, 2));

    await poison();
    await ask(page, (api) => api.step(8));
    expect(
      await ask(page, (api) => ({ ...api.lanes[0], first: api.history(0).firstNonFinite })),
    ).toMatchObject({
      steps: 5,
      stoppedAt: 4,
      first: { step: 4, pass: 'backward', layer: 'dense3', tensor: 'gradientWeights', kind: 'NaN' },
    });
    const paper = page.getByRole('region', { name: 'Autopsy of A' });
    await expect(paper.getByRole('heading')).toHaveText('A blew up at step 4');
    await expect(paper).toContainText('the gradient of the weights of layer 3');
    await expect(paper).toContainText('in the backward pass');
    const poisoned = await lossesOf(page, 0);

    await load(page, small({ skipNonFinite: true }));
    await poison();
    await ask(page, (api) => api.step(8));
    expect(await ask(page, (api) => ({ ...api.lanes[0] }))).toMatchObject({ steps: 8, stoppedAt: null });
    await expect(laneRegion(page, 'A')).toBeVisible();
    await expect(paper).toBeHidden();
    const losses = await lossesOf(page, 0);
    expect(losses.slice(0, 5)).toEqual(poisoned);
    expect(losses.every(Number.isFinite)).toBe(true);
    await closeLab(page);
  });
}
