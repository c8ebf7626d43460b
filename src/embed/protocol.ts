/**
 * What an embed and the page round it say to each other by postMessage. Version 1; described in docs/embed.md.
 * The page calls `{type: 'backblast:run', id, args}` and is answered `{type: 'backblast:reply', id, value | error}`;
 * the embed tells its events by itself.
 */
export const PROTOCOL_VERSION = 1;

/** What the page may ask for: the names of `window.backblast`, and `set` for the embed's one control. */
export const METHODS = [
  'run',
  'pause',
  'step',
  'rewind',
  'seek',
  'experiment',
  'load',
  'history',
  'toPNG',
  'set',
  'rest',
] as const;
export type Method = (typeof METHODS)[number];

export interface Call {
  readonly type: `backblast:${Method}`;
  /** Comes back with the reply. */
  readonly id: number | string;
  readonly args?: readonly unknown[];
}

export type Reply = { readonly type: 'backblast:reply'; readonly id: Call['id'] } & (
  | { readonly value: unknown }
  | { readonly error: string }
);

/** What the embed tells the page round it. */
export interface EmbedEvents {
  /** The poster stands and calls are heard; `version` is the protocol's. */
  readonly poster: { readonly version: number };
  /** It was touched, and loads its engine: other embeds of the page give theirs back. */
  readonly begin: Readonly<Record<string, never>>;
  /** The first step of every lane is measured; with which engine, and why. */
  readonly ready: { readonly backend: string; readonly reason: string };
  /** Lanes have gone on: the newest step of each, at most once a frame. */
  readonly step: { readonly lane: string; readonly step: number };
  readonly stopped: { readonly lane: string; readonly step: number };
  readonly regime: {
    readonly lane: string;
    readonly step: number;
    readonly regime: string;
    readonly growth: number;
  };
  readonly error: { readonly lane: string | null; readonly message: string };
  /** The height that all of it needs at this width, in CSS pixels. */
  readonly resize: { readonly height: number };
  /** Another embed of the page runs now: this one has given back its engine and memory. */
  readonly rest: Readonly<Record<string, never>>;
}

export type EmbedEvent = {
  [Name in keyof EmbedEvents]: {
    readonly type: `backblast:${Name}`;
    readonly detail: EmbedEvents[Name];
  };
}[keyof EmbedEvents];

const PREFIX = 'backblast:';

/** The method that a message calls, or null: pages send each other all sorts of things. */
export function methodOf(data: unknown): Method | null {
  const type = typeof data === 'object' && data !== null ? (data as { type?: unknown }).type : null;
  if (typeof type !== 'string' || !type.startsWith(PREFIX)) return null;
  return METHODS.find((method) => type === PREFIX + method) ?? null;
}

/** To the page round the embed. It is told nothing that its own address does not hold, so any page may hear it. */
export function tell<Name extends keyof EmbedEvents>(name: Name, detail: EmbedEvents[Name]): void {
  if (parent !== window) parent.postMessage({ type: PREFIX + name, detail }, '*');
}
