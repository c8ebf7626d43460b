import { describe, expect, test } from 'vitest';
import { COMMANDS, isBehind } from '../../../src/app/commands';
import { isSingleKey, isStroke, strokeInWords } from '../../../src/app/commands/keys';
import { commandFor, type Focus } from '../../../src/app/commands/useCommandKeys';
import { readyWorld, type World, worldAt } from '../../state/fakeWorld';

const press = (
  key: string,
  modifiers: Partial<Record<'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey', boolean>> = {},
) => ({
  key,
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  ...modifiers,
});
const commandAt = (world: World, event: ReturnType<typeof press>, focus: Focus = 'page') =>
  commandFor(event, focus, world)?.id ?? null;

describe('strokes', () => {
  test.each([
    ['R', press('r'), true],
    ['R', press('R', { shiftKey: true }), false],
    ['Shift+R', press('R', { shiftKey: true }), true],
    ['Mod+Z', press('z', { metaKey: true }), true],
    ['Mod+Z', press('z', { ctrlKey: true }), true],
    ['Mod+Z', press('Z', { ctrlKey: true, shiftKey: true }), false],
    ['Ctrl+Y', press('y', { metaKey: true }), false],
    ['Space', press(' '), true],
    ['?', press('?', { shiftKey: true }), true],
    ['[', press('[', { altKey: true }), false],
    ['ArrowLeft', press('ArrowLeft', { shiftKey: true }), false],
    ['Alt+ArrowUp', press('ArrowUp', { altKey: true }), true],
  ])('%s is asked for by %o: %s', (stroke, event, expected) => {
    expect(isStroke(event, stroke)).toBe(expected);
  });

  test('no two commands share one', () => {
    const strokes = COMMANDS.flatMap(({ keys }) => keys);
    expect(new Set(strokes).size).toBe(strokes.length);
  });

  test('single letters and signs are told from the rest', () => {
    expect(['R', '.', '?', 'Shift+R'].every(isSingleKey)).toBe(true);
    expect(['Space', 'ArrowLeft', 'Mod+Z', 'Delete'].some(isSingleKey)).toBe(false);
  });

  test('are shown as the machine has them', () => {
    expect(strokeInWords('Mod+Shift+Z', true)).toBe('⌘ + Shift + Z');
    expect(strokeInWords('Alt+ArrowUp', false)).toBe('Alt + ↑');
  });
});

describe('where the focus is', () => {
  test.each<[string, ReturnType<typeof press>, Focus, string | null]>([
    ['Space on the page', press(' '), 'page', 'run'],
    ['Space on a button presses the button', press(' '), 'button', null],
    ['a letter on a button', press('f'), 'button', 'fork'],
    ['a letter in a field', press('f'), 'text field', null],
    ['a letter in an open popover', press('f'), 'popover', null],
    ['an arrow on a slider', press('ArrowLeft'), 'field', null],
  ])('%s', async (_, event, focus, expected) => {
    expect(commandAt(await readyWorld(), event, focus)).toBe(expected);
  });

  test('undo is the field’s own while typing, and the lab’s on a slider', async () => {
    const world = await readyWorld();
    world.experiment.getState().setSeed(5);
    const undo = press('z', { ctrlKey: true });
    expect(commandAt(world, undo, 'text field')).toBeNull();
    expect(commandAt(world, undo, 'field')).toBe('undo');
  });

  test('single letters can be switched off, the space bar stays', async () => {
    const world = await readyWorld();
    world.view.getState().setSingleKeys(false);
    expect(commandAt(world, press('f'))).toBeNull();
    expect(commandAt(world, press(' '))).toBe('run');
  });
});

describe('commands', () => {
  const perform = async (world: World, id: string) => {
    const command = COMMANDS.find((each) => each.id === id);
    const done = command?.perform(world);
    await world.settle();
    await done;
  };

  test('cannot be used where they would do nothing', async () => {
    const world = await readyWorld();
    const enabled = (id: string) => COMMANDS.find((each) => each.id === id)?.enabled(world);
    expect(['undo', 'redo', 'rewind', 'removeBlock'].map(enabled)).toEqual([false, false, false, false]);
    expect(['run', 'step', 'fork', 'copyLink'].map(enabled)).toEqual([true, true, true, true]);
  });

  test('the cursor moves within the steps there are', async () => {
    const world = await worldAt(5);
    await perform(world, 'cursorLeft');
    expect(world.view.getState().cursor).toBe(3);
    await perform(world, 'cursorFarLeft');
    expect(world.view.getState().cursor).toBe(0);
    await perform(world, 'cursorFarRight');
    expect(world.view.getState().cursor).toBe(4);
    await perform(world, 'cursorNewest');
    expect(world.view.getState().cursor).toBeNull();
  });

  test('Run follows the newest step again', async () => {
    const world = await worldAt(5);
    await perform(world, 'cursorFirst');
    expect(isBehind(world)).toBe(true);
    await perform(world, 'run');
    expect(world.view.getState().cursor).toBeNull();
    expect(isBehind(world)).toBe(false);
  });

  test('Run is called Pause while it runs, and Run on at the end', async () => {
    const world = await readyWorld();
    const label = () => COMMANDS.find(({ id }) => id === 'run')?.label(world);
    expect(label()).toBe('Run');
    await perform(world, 'run');
    expect(label()).toBe('Pause');
    world.experiment.getState().setLength(10);
    world.worker.train();
    await perform(world, 'run');
    expect(label()).toBe('Run on');
  });

  test('a fork is selected', async () => {
    const world = await readyWorld();
    await perform(world, 'fork');
    expect(world.view.getState().selectedLane).toBe('c');
  });

  test('a new seed is one undo step', async () => {
    const world = await readyWorld();
    const { seed } = world.experiment.getState().experiment;
    await perform(world, 'newSeed');
    expect(world.experiment.getState().experiment.seed).not.toBe(seed);
    await perform(world, 'undo');
    expect(world.experiment.getState().experiment.seed).toBe(seed);
  });
});
