/** Two starts of Chromium, one after the other: what is trained in them is the same to the bit. */
import { type Browser, test } from '@playwright/test';
import { encodeLink } from '../../../src/spec/codec';
import { twoLanes } from '../support/experiments';
import { ask, expect, openLab } from '../support/lab';

/** The bits of everything recorded in 20 steps of both lanes, as hexadecimal text. */
async function bitsOf(browser: Browser, backend: string): Promise<readonly string[]> {
  const adam = { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };
  const page = await openLab(browser, {
    query: `?paused&backend=${backend}`,
    hash: encodeLink(twoLanes({ optimizer: adam, learningRate: 0.01 }, { learningRate: 0.3 })),
    baseURL: test.info().project.use.baseURL,
  });
  return ask(page, async (api) => {
    await api.step(20);
    const hex = (values: Float64Array | Uint8Array) =>
      Array.from(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), (byte) =>
        byte.toString(16).padStart(2, '0'),
      ).join('');
    return [0, 1].flatMap((lane) => {
      const { perLayer, perStep, classes, heldOut } = api.history(lane);
      const all = { ...perLayer, ...perStep, held: heldOut.loss };
      return [
        ...Object.entries(all).map(([key, values]) => `${lane} ${key} ${hex(values)}`),
        ...Object.entries(classes).map(([key, values]) => `${lane} class of ${key} ${hex(values)}`),
      ];
    });
  });
}

for (const backend of ['wasm', 'webgl']) {
  test(`another start of Chromium gives the same bits on ${backend}`, async ({ browser }) => {
    test.setTimeout(120_000);
    const starts: (readonly string[])[] = [];
    for (let start = 0; start < 2; start++) {
      const own = await browser.browserType().launch(test.info().project.use.launchOptions);
      starts.push(await bitsOf(own, backend));
      await own.close();
    }
    expect(starts[0]).toHaveLength(2 * (10 + 5 + 10));
    // 20 steps of 7 layers, 16 letters a number.
    expect(starts[0]?.[0]?.split(' ').at(-1)).toHaveLength(20 * 7 * 16);
    expect(starts[1]).toEqual(starts[0]);
  });
}
