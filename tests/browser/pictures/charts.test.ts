/** Charts as they look, beside pictures in baseline/. `npm run test:pictures -- --update-snapshots` renews these. */
import { expect, type Page, test } from '@playwright/test';
import { GROUPS } from '../../gallery/groups';
import type { Change, PictureOf } from '../../gallery/picture';
import { CHARTS } from './chosen';
import { fileName, isRenewing, OTHER_CHROMIUM, SAME_CHROMIUM, strictnessFor } from './likeBaseline';
import { encodePng } from './png';

let page: Page;
test.beforeAll(async ({ browser }) => {
  page = await browser.newPage();
  await page.goto('./?group=colours');
  await page.locator('body[data-ready]').waitFor();
});
test.afterAll(() => page.close());

for (const [group, cases] of Object.entries(CHARTS)) {
  for (const [start, themes] of Object.entries(cases)) {
    for (const theme of themes === 'both' ? (['light', 'dark'] as const) : [themes]) {
      test(`${group}: ${start}, ${theme}, looks as it did`, async ({ browser }) => {
        const picture = await drawn({ group, name: nameOf(group, start), theme });
        expect(picture).toMatchSnapshot(fileName(group, start, theme), strictnessFor(browser));
      });
    }
  }
}

test.describe('a change is found:', () => {
  test.skip(() => isRenewing(), 'A changed picture must not become the baseline.');

  const dead = ['heatmap', 'dead at step 2', 'light'] as const;
  const loss = ['loss', 'the opening screen', 'light'] as const;
  const lanes = (b: string) => [
    { colour: '#1d1b18', dash: [] },
    { colour: b, dash: [] },
  ];
  const CHANGES: readonly (readonly [
    what: string,
    of: readonly [group: string, start: string, theme: 'light' | 'dark'],
    change: Change,
    found: typeof SAME_CHROMIUM | typeof OTHER_CHROMIUM,
  ])[] = [
    ['a map one pixel lower', dead, { down: 1 }, OTHER_CHROMIUM],
    ['a loss one pixel lower', loss, { down: 1 }, OTHER_CHROMIUM],
    ['a line in another lane’s colour', loss, { paint: { lanes: lanes('#7a5b00') } }, SAME_CHROMIUM],
    ['a line a little lighter', loss, { paint: { lanes: lanes('#4f61b3') } }, SAME_CHROMIUM],
    [
      'the mark of NaN in another colour',
      dead,
      { paint: { notFinite: { ground: '#1d1b18', mark: '#e0784b' } } },
      SAME_CHROMIUM,
    ],
    ['axis numbers a little lighter', loss, { paint: { ink2: '#6b6659' } }, SAME_CHROMIUM],
    ['a word that is missing', loss, { without: '2.3: guessing blindly' }, SAME_CHROMIUM],
  ];
  for (const [what, [group, start, theme], change, strictness] of CHANGES) {
    test(what, async () => {
      const picture = await drawn({ group, name: nameOf(group, start), theme }, change);
      const compare = () => expect(picture).toMatchSnapshot(fileName(group, start, theme), strictness);
      expect(compare).toThrow(/different/);
    });
  }

  test('and letters as another machine may draw them are none', async () => {
    const [group, start, theme] = loss;
    const picture = await drawn({ group, name: nameOf(group, start), theme }, { lettersRight: 0.25 });
    expect(picture).toMatchSnapshot(fileName(group, start, theme), OTHER_CHROMIUM);
  });
});

function nameOf(group: string, start: string): string {
  const cases = GROUPS.find(({ name }) => name === group)?.cases ?? [];
  const found = cases.find(({ name }) => name.startsWith(start));
  if (!found) throw new Error(`The gallery has no ${group}: ${start}.`);
  return found.name;
}

async function drawn(of: PictureOf, change: Change = {}): Promise<Buffer> {
  const pixels = await page.evaluate(([what, how]) => window.galleryPicture?.(what, how), [
    of,
    change,
  ] as const);
  if (!pixels) throw new Error('The gallery has not said how it takes a picture.');
  return encodePng(pixels);
}
