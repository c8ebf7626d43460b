import { describe, expect, test } from 'vitest';
import { decodeLink, encodeLink } from '../../src/spec/codec';
import { createExperimentStore } from '../../src/state/experiment';
import { keepLinkWritten, openLink, parseQuery } from '../../src/state/link';
import { experimentOf } from './fakeWorld';

const opening = experimentOf(2, { title: 'Opening' });

describe('opening a link', () => {
  test('a good one is opened', () => {
    const linked = experimentOf(1, { seed: 42 });
    expect(openLink(encodeLink(linked), decodeLink, opening)).toEqual({
      experiment: linked,
      notice: null,
      badLink: null,
    });
  });

  test('none opens the opening experiment', () => {
    expect(openLink('', decodeLink, opening)).toEqual({ experiment: opening, notice: null, badLink: null });
  });

  test.each(['nonsense', '1.AAAA', '99.AAAA'])(
    'a bad one (%s) opens the opening experiment, says why and is kept',
    (hash) => {
      const opened = openLink(hash, decodeLink, opening);
      expect(opened.experiment).toBe(opening);
      expect(opened.notice?.text.length).toBeGreaterThan(20);
      expect(opened.badLink).toBe(hash);
    },
  );
});

test('one from the future offers what can be read of it', () => {
  const link = encodeLink(experimentOf(1, { seed: 42 })).replace(/^\d+/, '99');
  const { experiment, notice } = openLink(link, decodeLink, opening);
  expect(experiment).toBe(opening);
  expect(notice?.text).toContain('newer Backblast (version 99)');
  expect(notice?.offer).toMatchObject({ words: 'Open it all the same', experiment: { seed: 42 } });
});

describe('writing the link', () => {
  function written() {
    const store = createExperimentStore(opening);
    const hashes: string[] = [];
    keepLinkWritten(store, { read: () => '', write: (hash) => void hashes.push(hash) }, encodeLink);
    return { store, hashes };
  }

  test('happens once a gesture, at its end', () => {
    const { store, hashes } = written();
    const { beginGesture, endGesture, setSeed } = store.getState();
    beginGesture();
    for (const seed of [1, 2, 3]) setSeed(seed);
    expect(hashes).toHaveLength(0);
    endGesture();
    expect(hashes.map((hash) => decodeLink(hash).seed)).toEqual([3]);
  });

  test('does not happen before the first change', () => {
    const { store, hashes } = written();
    store.getState().beginGesture();
    store.getState().endGesture();
    expect(hashes).toHaveLength(0);
  });

  test('waits until changes have come to rest, and then packs the last one alone', () => {
    const store = createExperimentStore(opening);
    const hashes: string[] = [];
    const waiting = new Set<() => void>();
    const later = (write: () => void) => {
      waiting.add(write);
      return () => void waiting.delete(write);
    };
    const address = { read: () => '', write: (hash: string) => void hashes.push(hash) };
    keepLinkWritten(store, address, encodeLink, opening, later);
    for (const seed of [5, 6, 7]) store.getState().setSeed(seed);
    expect(hashes).toEqual([]);
    // A gesture that has begun meanwhile is waited for.
    store.getState().beginGesture();
    for (const write of waiting) write();
    expect(hashes).toEqual([]);
    store.getState().endGesture();
    for (const write of waiting) write();
    expect(hashes.map((hash) => decodeLink(hash).seed)).toEqual([7]);
  });

  test('follows undo', () => {
    const { store, hashes } = written();
    store.getState().setSeed(9);
    store.getState().undo();
    expect(hashes.map((hash) => decodeLink(hash).seed)).toEqual([9, opening.seed]);
  });
});

test.each([
  ['', { paused: false, backend: null, preset: null, doors: false, present: false }],
  [
    '?paused&backend=wasm&doors',
    { paused: true, backend: 'wasm', preset: null, doors: true, present: false },
  ],
  [
    '?backend=abacus&preset=clip',
    { paused: false, backend: null, preset: 'clip', doors: false, present: false },
  ],
])('the query %s', (search, query) => {
  expect(parseQuery(search)).toEqual(query);
});
