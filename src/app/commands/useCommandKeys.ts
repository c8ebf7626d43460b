/** The page's one keydown listener: from a stroke to its command. */
import { useEffect } from 'react';
import { type House, useHouse } from '../lab/house';
import { COMMANDS } from './index';
import { isSingleKey, isStroke } from './keys';
import { type Command, isEnabled } from './types';

export function useCommandKeys(): void {
  const house = useHouse();
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      const command = commandFor(event, focusOf(event.target), house);
      if (!command) return;
      event.preventDefault();
      void Promise.resolve(command.perform(house)).catch((error: unknown) => console.warn(error));
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [house]);
}

/** What holds the focus, as far as keys care. */
export type Focus = 'page' | 'button' | 'field' | 'text field' | 'popover';

type KeyFacts = Parameters<typeof isStroke>[0];

/** The command that a stroke asks for here, if it may. */
export function commandFor(event: KeyFacts, focus: Focus, house: House): Command | null {
  for (const command of COMMANDS) {
    const stroke = command.keys.find((each) => isStroke(event, each));
    if (stroke === undefined) continue;
    if (!isHeard(stroke, focus, house.view.getState().singleKeys)) return null;
    return isEnabled(command, house) ? command : null;
  }
  return null;
}

function isHeard(stroke: string, focus: Focus, singleKeys: boolean): boolean {
  if (stroke.startsWith('Mod+') || stroke.startsWith('Ctrl+')) return focus !== 'text field'; // its own undo
  if (focus === 'field' || focus === 'text field' || focus === 'popover') return false;
  if (stroke === 'Space' && focus === 'button') return false; // presses the button
  return singleKeys || !isSingleKey(stroke);
}

const TEXT_TYPES = new Set(['text', 'search', 'number', 'url', 'email', 'tel', 'password']);

export function focusOf(target: EventTarget | null): Focus {
  if (!(target instanceof HTMLElement)) return 'page';
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return 'text field';
  if (target instanceof HTMLInputElement && TEXT_TYPES.has(target.type)) return 'text field';
  if (target.matches('input, select, [role="slider"], [role="spinbutton"]')) return 'field';
  if (target.closest('[popover], dialog, [role="menu"], [role="listbox"]')) return 'popover';
  if (target.matches('button, a[href], summary, [role="button"], [role="switch"]')) return 'button';
  return 'page';
}
