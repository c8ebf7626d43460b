import { describe, expect, test } from 'vitest';
import { createKeptStore, type Kept } from '../../src/state/kept';

function fakeStorage(): Storage & { readonly values: Map<string, string> } {
  const values = new Map<string, string>();
  return {
    values,
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => void values.set(key, value),
  } as Storage & { readonly values: Map<string, string> };
}
const entry = (id: string, more: Partial<Kept> = {}): Kept => ({
  id,
  name: `Name ${id}`,
  link: '2.abc',
  at: 1,
  draft: false,
  ...more,
});
const idsOf = (store: ReturnType<typeof createKeptStore>) => store.getState().all.map(({ id }) => id);

describe('kept experiments', () => {
  test('are there in the next visit, newest first', () => {
    const storage = fakeStorage();
    const first = createKeptStore(() => storage);
    first.put(entry('1'));
    first.put(entry('2'));
    const next = createKeptStore(() => storage);
    expect(idsOf(next)).toEqual(['2', '1']);
    expect(next.getState().refused).toBe(false);
  });

  test('one that is put again takes the place of itself', () => {
    const store = createKeptStore(fakeStorage);
    store.put(entry('1', { name: 'old' }));
    store.put(entry('1', { name: 'new' }));
    expect(store.getState().all.map(({ name }) => name)).toEqual(['new']);
  });

  test('one that was deleted is brought back to where it stood', () => {
    const storage = fakeStorage();
    const store = createKeptStore(() => storage);
    for (const id of ['1', '2', '3']) store.put(entry(id));
    const undo = store.remove('2');
    expect(idsOf(store)).toEqual(['3', '1']);
    undo();
    expect(idsOf(createKeptStore(() => storage))).toEqual(['3', '2', '1']);
  });

  test('what another tab kept meanwhile is not lost', () => {
    const storage = fakeStorage();
    const [one, other] = [createKeptStore(() => storage), createKeptStore(() => storage)];
    one.put(entry('1'));
    other.put(entry('2'));
    expect(idsOf(other)).toEqual(['2', '1']);
    one.rename('2', 'renamed');
    expect(one.getState().all.find(({ id }) => id === '2')?.name).toBe('renamed');
  });

  test('of drafts the last eight stay, of named ones all', () => {
    const storage = fakeStorage();
    const store = createKeptStore(() => storage);
    store.put(entry('named'));
    for (let index = 0; index < 12; index++) store.put(entry(`draft${index}`, { draft: true }));
    expect(store.getState().all.filter(({ draft }) => draft)).toHaveLength(8);
    expect(idsOf(store)).toContain('named');
    expect(idsOf(store)).toContain('draft11');
    expect(idsOf(store)).not.toContain('draft3');
  });

  test('where storage throws all works for the visit, and it is said', () => {
    const store = createKeptStore(() => {
      throw new Error('SecurityError');
    });
    expect(store.getState().refused).toBe(true);
    store.put(entry('1'));
    store.put(entry('2'));
    const undo = store.remove('1');
    undo();
    expect(idsOf(store)).toEqual(['2', '1']);
    expect(store.getState().refused).toBe(true);
  });

  test('where there is no room left it is said, and nothing is lost in this visit', () => {
    const storage = fakeStorage();
    const store = createKeptStore(() => storage);
    store.put(entry('1'));
    storage.setItem = () => {
      throw new Error('QuotaExceededError');
    };
    store.put(entry('2'));
    store.put(entry('3'));
    expect(idsOf(store)).toEqual(['3', '2', '1']);
    expect(store.getState().refused).toBe(true);
  });

  test.each(['', 'nonsense', '{"a":1}', '[1, null, {"id": 3}]'])(
    'what is no list of ours (%s) is no entry',
    (text) => {
      const storage = fakeStorage();
      storage.setItem('backblast.kept', text);
      const store = createKeptStore(() => storage);
      expect(store.getState()).toEqual({ all: [], refused: false });
    },
  );
});
