/**
 * Strokes in words: modifiers (`Mod` is Ctrl, or ⌘ on a Mac) and a key as KeyboardEvent.key spells it, letters in
 * capitals, `Space` for the space bar. Shift counts for letters and named keys; for signs such as `?` it is part of
 * the layout and does not.
 */
type KeyFacts = Pick<KeyboardEvent, 'key' | 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey'>;

export function isStroke(event: KeyFacts, stroke: string): boolean {
  const { modifiers, key } = parseStroke(stroke);
  const pressed = event.key === ' ' ? 'Space' : event.key.length === 1 ? event.key.toUpperCase() : event.key;
  if (pressed !== key) return false;
  const wantsMod = modifiers.has('Mod');
  const hasMod = event.ctrlKey || event.metaKey;
  if (modifiers.has('Ctrl') ? !event.ctrlKey : hasMod !== wantsMod) return false;
  if (event.altKey !== modifiers.has('Alt')) return false;
  return isSign(key) || event.shiftKey === modifiers.has('Shift');
}

/** One printable character without Ctrl, ⌘ or Alt: can be switched off (WCAG 2.1.4). The space bar is not one. */
export function isSingleKey(stroke: string): boolean {
  const { modifiers, key } = parseStroke(stroke);
  return key.length === 1 && !modifiers.has('Mod') && !modifiers.has('Ctrl') && !modifiers.has('Alt');
}

const NAMES: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Delete: 'Del',
};

/** As it is shown: `Shift + ←`, `⌘ + Z`. */
export function strokeInWords(stroke: string, isMac: boolean): string {
  const { modifiers, key } = parseStroke(stroke);
  const names = [...modifiers].map((name) => (name === 'Mod' ? (isMac ? '⌘' : 'Ctrl') : name));
  return [...names, NAMES[key] ?? key].join(' + ');
}

function parseStroke(stroke: string): { readonly modifiers: ReadonlySet<string>; readonly key: string } {
  const parts = stroke.split('+');
  return { modifiers: new Set(parts.slice(0, -1)), key: parts.at(-1) ?? '' };
}

const isSign = (key: string) => key.length === 1 && key.toUpperCase() === key.toLowerCase();
