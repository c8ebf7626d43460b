import { expect, test } from 'vitest';
import { type EmbedEvents, METHODS, methodOf } from '../../src/embed/protocol';

/** Compiled, this holds the declarations to the protocol; a method or an event that is missing does not compile. */
const declared: readonly (keyof BackBlastElement)[] = METHODS;
type Heard = { readonly [Name in keyof Omit<EmbedEvents, 'begin'>]: CustomEvent<EmbedEvents[Name]> };
const heard: (map: BackBlastEventMap) => Heard = (map) => map;

test('the declarations name every method and event of the protocol', () => {
  expect(declared).toHaveLength(new Set(METHODS).size);
  expect(heard).toBeTypeOf('function');
});

test('only a message of our protocol is a call', () => {
  expect(methodOf({ type: 'backblast:run', id: 1 })).toBe('run');
  for (const other of [null, 'backblast:run', {}, { type: 'run' }, { type: 'backblast:reply' }, { type: 5 }])
    expect(methodOf(other)).toBeNull();
});
