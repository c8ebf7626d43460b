/** A command is one object, used by button, key and menu alike. */
import { type ControlId, mayUse } from '../../spec/controls';
import type { House } from '../lab/house';

export interface Command {
  readonly id: string;
  /** The words on its button: what it does now. */
  readonly label: (house: House) => string;
  /** Strokes that ask for it (`Shift+R`, `Mod+Z`, `ArrowLeft`); the first is the one shown. See keys.ts. */
  readonly keys: readonly string[];
  /** What the reader of a locked link must have been left for it. */
  readonly needs?: ControlId;
  readonly enabled: (house: House) => boolean;
  readonly perform: (house: House) => void | Promise<void>;
}

export const always = (): boolean => true;

export const isEnabled = (command: Command, house: House): boolean =>
  command.enabled(house) &&
  (command.needs === undefined || mayUse(house.experiment.getState().experiment, command.needs));
