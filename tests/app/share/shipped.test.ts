/** The site's posters are of today's presets, small, and there for light and dark. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { expect, test } from 'vitest';
import { figureHeight } from '../../../src/app/share/height';
import { loadData } from '../../../src/data/load';
import { readPublicFile } from '../../../src/data/loadNode';
import { readAddress } from '../../../src/embed/address';
import { encodeLink } from '../../../src/spec/codec';
import { complete } from '../../../src/spec/complete';
import { valueAtPath } from '../../../src/spec/edits';
import { PRESETS } from '../../../src/spec/presets/registry';

const folder = 'public/posters';
const all = JSON.parse(readFileSync(`${folder}/posters.json`, 'utf8')) as Readonly<
  Record<
    string,
    { readonly link: string; readonly ends: string; readonly alt: string; readonly control: string }
  >
>;

test('every preset has a poster of the experiment that it is today; if not: npm run build, npm run posters', () => {
  const links = PRESETS.map(({ id, experiment }) => [id, encodeLink(complete(experiment))]);
  expect(Object.entries(all).map(([id, { link }]) => [id, link])).toEqual(links);
});

test.each(PRESETS.map(({ id }) => id))(
  '%s: two pictures of at most 6 kB, words, ends and a control',
  (id) => {
    for (const suffix of ['', '.dark']) {
      const file = `${folder}/${id}${suffix}.webp`;
      expect(existsSync(file)).toBe(true);
      expect(statSync(file).size).toBeLessThanOrEqual(6000);
      expect(readFileSync(file).subarray(8, 12).toString()).toBe('WEBP');
    }
    const { ends, alt, control, link } = all[id] ?? {};
    expect(ends).toMatch(/^(÷.+~×.+|0~100%)~/);
    expect(alt).toMatch(/^(Lane )?A /);
    const read = readAddress(`#${link}&control=${encodeURIComponent(control ?? '')}`).control;
    const lanes = PRESETS.find((preset) => preset.id === id)?.experiment.lanes ?? [];
    const lane = lanes.find((each) => read?.lane === '*' || each.id === read?.lane);
    expect(lane && read && typeof valueAtPath(lane, read.path)).toBe('number');
  },
);

test('frames on the example pages are as high as Share would make them', async () => {
  const pages = readdirSync('public/examples').filter((name) => name.endsWith('.html'));
  const frames = pages.flatMap((name) =>
    [...readFileSync(`public/examples/${name}`, 'utf8').matchAll(/<iframe data-figure="(\w+)"[^>]*>/g)].map(
      ([tag, id]) => ({ id, height: Number(/ height="(\d+)"/.exec(tag)?.[1]) }),
    ),
  );
  expect(frames.length).toBeGreaterThan(0);
  for (const { id, height } of frames) {
    const preset = PRESETS.find((each) => each.id === id);
    if (!preset) throw new Error(`No preset ${id}.`);
    const experiment = complete(preset.experiment);
    const data = await loadData(experiment.dataset, experiment.seed, readPublicFile);
    expect(height).toBe(figureHeight(experiment, data));
  }
});

test('no picture stands there without its preset', () => {
  const ids = PRESETS.map(({ id }) => id);
  const strangers = readdirSync(folder)
    .filter((name) => name.endsWith('.webp'))
    .filter((name) => !ids.includes(name.split('.')[0] ?? ''));
  expect(strangers).toEqual([]);
});
