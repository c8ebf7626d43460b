/**
 * An experiment as the text of a link: `1.` and the base64url of deflated JSON, without what is as usual. What is
 * usual is written down here and never changes within a version, so that no default of the house can alter an old link.
 */
import { deflateSync, Inflate, strFromU8, strToU8 } from 'fflate';
import { salvage } from './salvage';
import { newerVersion, parse } from './schema';
import { shown } from './sentences';
import { type Experiment, NewerLinkError, type Readable, SpecError, VERSION } from './types';

/** A link is refused beyond these: the largest experiment that can be built has 190,000 characters, and a table of one's own adds 30,000 characters of any script (tests/fuzz). */
const LONGEST_LINK = 350_000;
const MOST_BYTES = 4_000_000;

/** What each version leaves out. FROZEN: a change here is a new version with an upgrader. */
const LANE = {
  name: '',
  output: { initializer: { kind: 'lecunNormal' }, biasSigma: 0 },
  optimizer: { kind: 'sgd' },
  schedule: { kind: 'constant' },
  weightDecay: 0,
  clipping: { kind: 'none' },
  skipNonFinite: false,
  batchSize: 64,
  parent: null,
  edits: [],
} as const;
const VIEW = { metric: 'gradientOutput', scale: null, centreShift: 0 } as const;
const USUAL: readonly Usual[] = [
  { experiment: { title: '', length: 500, view: VIEW }, lane: LANE, block: { repeat: 1 } },
  {
    experiment: { title: '', length: 500, view: { ...VIEW, cursor: null, controls: null } },
    lane: LANE,
    block: { repeat: 1 },
  },
];

interface Usual {
  readonly experiment: Json;
  readonly lane: Json;
  readonly block: Json;
}

/** A version of the future is read as today's (salvage.ts). */
const usualOf = (version: number): Usual => {
  const usual = USUAL[Math.min(version, VERSION) - 1];
  if (!usual) throw damaged();
  return usual;
};

type Json = Readonly<Record<string, unknown>>;

/** The link's text: letters, digits, `-`, `_` and one dot. */
export function encodeLink(experiment: Experiment): string {
  const usual = usualOf(VERSION);
  const lanes = experiment.lanes.map((lane) => ({
    ...without(lane, usual.lane),
    blocks: lane.blocks.map((block) => shortBlock(block, usual)),
  }));
  const { version, ...short } = {
    ...without(experiment, usual.experiment),
    lanes,
    version: experiment.version,
  };
  return `${version}.${toBase64Url(deflateSync(strToU8(JSON.stringify(short)), { level: 9 }))}`;
}

/** The experiment of a link's text, a leading `#` or not. Throws only SpecError; of a newer version, with what can be read. */
export function decodeLink(link: string): Experiment {
  const { version, body } = partsOf(link.trim().replace(/^#/, ''));
  if (version <= VERSION) return parse(unpackWhole(version, body));
  throw new NewerLinkError(newerVersion(version).message, salvaged(version, body));
}

/** What today's Backblast can make of a link of the future; null where that is nothing. */
function salvaged(version: number, body: string): Readable | null {
  try {
    return salvage(unpackWhole(version, body));
  } catch {
    return null;
  }
}

function unpackWhole(version: number, body: string): Json {
  const usual = usualOf(version);
  const json = unpack(body);
  if (!isJson(json) || !Array.isArray(json.lanes)) throw damaged();
  const lanes = json.lanes.map((lane: unknown) =>
    isJson(lane) ? { ...usual.lane, ...lane, blocks: fullStack(lane.blocks, usual) } : lane,
  );
  return { ...usual.experiment, ...json, lanes, version };
}

function partsOf(text: string): { readonly version: number; readonly body: string } {
  if (text.length > LONGEST_LINK)
    throw new SpecError(
      `The link has ${text.length} characters, more than any experiment needs. Is it one of ours?`,
    );
  const [, version, body] = /^(\d{1,6})\.([A-Za-z0-9_-]*)$/.exec(text) ?? [];
  if (version === undefined || body === undefined) {
    throw new SpecError(
      `${shown(text)} is not a link of Backblast, which begins with a version and a dot, as in ${VERSION}.abc. Copy the whole link.`,
    );
  }
  return { version: Number(version), body };
}

function unpack(body: string): unknown {
  try {
    return JSON.parse(strFromU8(inflateAtMost(fromBase64Url(body), MOST_BYTES)));
  } catch {
    throw damaged(); // whatever base64, deflate, UTF-8 or JSON had to say
  }
}

const damaged = () =>
  new SpecError(
    'The link is damaged: some of its characters are missing or changed. Copy the whole link again.',
  );

/** Inflates in small pieces, so that a bomb is noticed while it is small. */
function inflateAtMost(bytes: Uint8Array, most: number): Uint8Array {
  const pieces: Uint8Array[] = [];
  let total = 0;
  let isComplete = false;
  const inflate = new Inflate((piece, final) => {
    total += piece.length;
    if (total > most) throw damaged();
    pieces.push(piece);
    isComplete = final;
  });
  const PIECE = 1024;
  for (let from = 0; from < bytes.length; from += PIECE)
    inflate.push(bytes.subarray(from, from + PIECE), from + PIECE >= bytes.length);
  if (!isComplete) throw damaged();
  const all = new Uint8Array(total);
  pieces.reduce((at, piece) => (all.set(piece, at), at + piece.length), 0);
  return all;
}

/** `value` without the keys that are as usual. */
function without(value: object, usual: Json): Json {
  return Object.fromEntries(
    Object.entries(value).filter(([key, own]) => JSON.stringify(own) !== JSON.stringify(usual[key])),
  );
}

function shortBlock(block: { readonly stack?: readonly object[] }, usual: Usual): Json {
  const short = without(block, usual.block);
  return block.stack ? { ...short, stack: block.stack.map((inner) => shortBlock(inner, usual)) } : short;
}

/** Blocks with what was left out; anything else as it is, for `parse` to name. The depth is bounded here and judged by `parse`. */
function fullStack(stack: unknown, usual: Usual, depth = 0): unknown {
  if (!Array.isArray(stack) || depth > 20) return stack;
  return stack.map((block: unknown) => {
    if (!isJson(block)) return block;
    const whole = { ...usual.block, ...block };
    return 'stack' in block ? { ...whole, stack: fullStack(block.stack, usual, depth + 1) } : whole;
  });
}

const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function toBase64Url(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function fromBase64Url(text: string): Uint8Array {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}
