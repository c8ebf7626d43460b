import { describe, expect, it } from 'vitest';
import { KINDS, transformation } from '../../src/catalogue/blocks/transformations';
import * as registry from '../../src/catalogue/registry';
import type { Entry, Spelling } from '../../src/catalogue/types';

const lists: Readonly<Record<string, readonly (Entry & { readonly spelling?: Spelling })[]>> = {
  activation: registry.ACTIVATIONS,
  initializer: registry.INITIALIZERS,
  clipping: registry.CLIPPINGS,
  optimizer: registry.OPTIMIZERS,
  schedule: registry.SCHEDULES,
  loss: registry.LOSSES,
  metric: registry.METRICS,
  block: registry.BLOCKS,
};
const entries = Object.entries(lists).flatMap(([kind, list]) =>
  list.map((entry) => ({ kind, entry, title: `${kind} ${entry.id}` })),
);

it.each(Object.entries(lists))('has no two of %s with one id', (_, list) => {
  expect(new Set(list.map(({ id }) => id)).size).toBe(list.length);
});

it('finds an entry by its id, and names those there are for an id that is none', () => {
  expect(registry.activation('tanh').id).toBe('tanh');
  expect(() => registry.activation('tahn')).toThrow(/no activation “tahn”.*tanh/);
  expect(() => transformation('conv9d')).toThrow(/no layer kind “conv9d”.*dense/);
});

it('makes a choice of an entry and its defaults', () => {
  expect(registry.choiceOf(registry.activation('leakyRelu'))).toEqual({ kind: 'leakyRelu', slope: 0.01 });
});

describe.each(entries)('$title', ({ entry }) => {
  it('says what it is, how it is written and where it is from', () => {
    expect(entry.id).toMatch(/^[a-z][A-Za-z0-9]*$/);
    for (const words of [entry.label, entry.description, entry.formula, entry.source])
      expect(words).not.toBe('');
    expect(entry.description).toMatch(/\.$/);
  });

  it('has defaults and sliders within its limits', () => {
    for (const { default: byDefault, type, min = -Infinity, max = Infinity, slider } of entry.parameters) {
      expect(typeof byDefault).toBe(type === 'boolean' ? 'boolean' : type === 'choice' ? 'string' : 'number');
      const numbers = [byDefault, slider?.min, slider?.max].filter((value) => typeof value === 'number');
      for (const number of numbers) {
        expect(number).toBeGreaterThanOrEqual(min);
        expect(number).toBeLessThanOrEqual(max);
      }
      const least = slider?.scale === 'logarithmic' ? slider.min : 1;
      expect(least).toBeGreaterThan(0);
    }
  });

  it('names its parameters apart, and none of them kind', () => {
    const ids = entry.parameters.map(({ id }) => id);
    expect(new Set([...ids, 'kind']).size).toBe(ids.length + 1);
  });

  it('spells itself with the names of its parameters', () => {
    const known = [...entry.parameters.map(({ id }) => id), 'learningRate', 'weightDecay'];
    const spelt = `${entry.spelling?.pytorch ?? ''} ${entry.spelling?.keras ?? ''}`;
    for (const [, name] of spelt.matchAll(/\{(\w+)\}/g)) expect(known).toContain(name);
  });
});

it('every layer kind of a block has a transformation, and there are no others', () => {
  const kinds = registry.BLOCKS.flatMap((entry) => entry.kinds);
  for (const kind of kinds) expect(transformation(kind).forward).toBeTypeOf('function');
  expect(Object.keys(KINDS).toSorted()).toEqual(kinds.toSorted());
});
