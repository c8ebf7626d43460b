import { expect, test } from 'vitest';
import { keepIn } from '../../src/state/storage';
import { createViewStore } from '../../src/state/view';

function storageWith(content: Record<string, string> = {}): {
  readonly storage: Storage;
  readonly content: Record<string, string>;
} {
  const storage = {
    getItem: (key: string) => content[key] ?? null,
    setItem(key: string, value: string) {
      content[key] = value;
    },
  };
  return { storage: storage as Storage, content };
}

test('theme and single keys are kept in this browser, cursor and selection are not', () => {
  const { storage, content } = storageWith();
  const view = createViewStore(keepIn(() => storage)).getState();
  view.setCursor(12);
  view.select('b', 3);
  expect(content).toEqual({});
  view.setTheme('dark');
  view.setSingleKeys(false);
  view.setTone(true);
  const again = createViewStore(keepIn(() => storage)).getState();
  expect(again).toMatchObject({
    theme: 'dark',
    singleKeys: false,
    tone: true,
    cursor: null,
    selectedLane: '',
  });
});

test.each(['{', '"x"', '{"theme":"pink","singleKeys":3,"tone":"loud"}', 'null'])(
  'what was kept and cannot be used (%s) is passed over',
  (kept) => {
    const { storage } = storageWith({ 'backblast.view': kept });
    expect(createViewStore(keepIn(() => storage)).getState()).toMatchObject({
      theme: 'system',
      singleKeys: true,
      tone: false,
    });
  },
);

test('a storage that throws when it is touched keeps nothing and breaks nothing', () => {
  const view = createViewStore(
    keepIn(() => {
      throw new Error('SecurityError');
    }),
  );
  view.getState().setTheme('dark');
  expect(view.getState().theme).toBe('dark');
});
