/** Every command, in the order of the list of keys. A new one is an object and a line here. */
import { tryAllCures } from './cures';
import * as cursor from './cursor';
import * as editing from './editing';
import * as page from './page';
import * as playback from './playback';
import type { Command } from './types';

export const COMMANDS = [
  playback.run,
  playback.step,
  playback.rewind,
  playback.newSeed,
  cursor.cursorLeft,
  cursor.cursorRight,
  cursor.cursorFarLeft,
  cursor.cursorFarRight,
  cursor.cursorFirst,
  cursor.cursorNewest,
  cursor.rowUp,
  cursor.rowDown,
  cursor.lanePrevious,
  cursor.laneNext,
  cursor.nextMetric,
  editing.fork,
  tryAllCures,
  editing.blockUp,
  editing.blockDown,
  editing.removeBlock,
  editing.undo,
  editing.redo,
  page.copyLink,
  page.nextTheme,
  page.projector,
  page.tone,
  page.showKeys,
] as const satisfies readonly Command[];

export * from './playback';
export * from './cursor';
export * from './editing';
export { projector, showKeys, tone } from './page';
export type { Command } from './types';
