/** `window.backblast` as a program uses it: events, the record's arrays, the picture, and the same numbers as the command's. */
import { type Page, test } from '@playwright/test';
import { exploding, twoLanes } from '../support/experiments';
import { ask, closeLab, expect, load, openLab } from '../support/lab';

test.describe.configure({ mode: 'serial' });
let page: Page;
test.beforeAll(async ({ browser }) => {
  page = await openLab(browser);
});
test.afterAll(() => closeLab(page));

test('each recorded step is told once, in order, until the listener is taken away', async () => {
  await load(page, twoLanes({ learningRate: 0.01 }));
  const { heard, after } = await ask(page, async (api) => {
    const steps: string[] = [];
    const stop = api.on('step', ({ lane, step }) => void steps.push(`${lane}${step}`));
    await api.step(3);
    const first = [...steps].sort();
    stop();
    await api.step(2);
    return { heard: first, after: steps.length };
  });
  expect(heard).toEqual(['a0', 'a1', 'a2', 'b0', 'b1', 'b2']);
  expect(after).toBe(6);
});

test('a lane that explodes is told as a regime, and where it stops', async () => {
  const { regimes, stopped, history } = await ask(
    page,
    async (api, experiment) => {
      const told: string[] = [];
      const ends: { lane: string; step: number }[] = [];
      api.on('regime', ({ lane, regime }) => void told.push(`${lane} ${regime}`));
      api.on('stopped', (event) => void ends.push(event));
      await api.load(experiment);
      await api.step(200);
      return {
        regimes: told,
        stopped: ends,
        history: { at: api.lanes[0]?.stoppedAt, first: api.history(0).firstNonFinite },
      };
    },
    exploding({ seed: 5 }),
  );
  expect(regimes[0]).toBe('a exploding');
  expect(stopped).toEqual(history.at === null ? [] : [{ lane: 'a', step: history.at }]);
  expect(history.first === null || typeof history.first.tensor === 'string').toBe(true);
});

test('an unknown event and an unknown lane are errors with a sentence', async () => {
  const messages = await ask(page, async (api) => {
    const caught: string[] = [];
    for (const act of [() => api.on('nothing' as 'step', () => undefined), () => api.history('z')]) {
      try {
        act();
      } catch (error) {
        caught.push(String(error));
      }
    }
    caught.push(await api.fork(9).catch(String));
    return caught;
  });
  expect(messages).toEqual([
    'Error: There is no event “nothing”. There are: step, stopped, regime, error.',
    'Error: There is no lane "z".',
    'Error: There is no lane 9.',
  ]);
});

test('steps and paces that cannot be are errors with a sentence, and the run stays where it was', async () => {
  await load(page, twoLanes({ learningRate: 0.01 }));
  const { messages, steps } = await ask(page, async (api) => {
    await api.step(3);
    const caught: string[] = [];
    for (const act of [
      () => api.step(-1),
      () => api.step(1.5),
      () => api.seek(5000),
      () => api.seek(Number.NaN),
      async () => api.setSpeed('fast' as never),
      async () => api.setSpeed(0),
    ])
      caught.push(await act().then(() => 'done', String));
    await api.seek(2);
    await api.seek(null);
    return { messages: caught, steps: api.lanes.map((lane) => lane.steps) };
  });
  expect(messages).toEqual([
    'Error: A whole number from 0 on is wanted, not -1.',
    'Error: A whole number from 0 on is wanted, not 1.5.',
    'Error: There is no step 5000: the lanes have gone to 3.',
    'Error: A whole number from 0 on is wanted, not NaN.',
    'Error: Steps a second above 0 are wanted, not "fast".',
    'Error: Steps a second above 0 are wanted, not 0.',
  ]);
  expect(steps).toEqual([3, 3]);
});

test('the picture is a PNG of the page’s charts, in more than one colour', async () => {
  await load(page, twoLanes({ learningRate: 0.01 }));
  const picture = await ask(page, async (api) => {
    await api.step(20);
    const address = await api.toPNG();
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = image.width;
    canvas.height = image.height;
    const context = canvas.getContext('2d');
    context?.drawImage(image, 0, 0);
    const pixels = new Uint32Array(context?.getImageData(0, 0, image.width, image.height).data.buffer ?? []);
    return {
      kind: address.slice(0, 22),
      width: image.width,
      height: image.height,
      colours: new Set(pixels).size,
    };
  });
  expect(picture.kind).toBe('data:image/png;base64,');
  expect(picture.width).toBeGreaterThan(900);
  expect(picture.height).toBeGreaterThan(400);
  expect(picture.colours).toBeGreaterThan(100);
});
