/**
 * An experiment as the text of a link: `1.` and the base64url of deflated JSON, without what is as usual. What is
 * usual is written down here and never changes within a version, so that no default of the house can alter an old link.
 */
import { deflateSync, Inflate, strFromU8, strToU8 } from 'fflate';
import { parse } from './schema';
import { shown } from './sentences';
import { type Experiment, SpecError, VERSION } from './types';
import { upgrade } from './upgraders';

/** A link is refused beyond these: the largest experiment that can be built has 190,000 characters (tests/fuzz). */
const LONGEST_LINK = 200_000;
const MOST_BYTES = 4_000_000;

/** What version 1 leaves out. FROZEN: a change here is a new version with an upgrader. */
const USUAL = {
  experiment: { title: '', length: 500, view: { metric: 'gradientOutput', scale: null, centreShift: 0 } },
  lane: {
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
  },
  block: { repeat: 1 },
} as const;

type Json = Readonly<Record<string, unknown>>;

/** The link's text: letters, digits, `-`, `_` and one dot. */
export function encodeLink(experiment: Experiment): string {
  const lanes = experiment.lanes.map((lane) => ({
    ...without(lane, USUAL.lane),
    blocks: lane.blocks.map(shortBlock),
  }));
  const { version, ...short } = {
    ...without(experiment, USUAL.experiment),
    lanes,
    version: experiment.version,
  };
  return `${version}.${toBase64Url(deflateSync(strToU8(JSON.stringify(short)), { level: 9 }))}`;
}

/** The experiment of a link's text, a leading `#` or not. Throws only SpecError. */
export function decodeLink(link: string): Experiment {
  const text = link.trim().replace(/^#/, '');
  const { version, body } = partsOf(text);
  if (version > VERSION) return parse({ version }); // says so
  const json = unpack(body);
  if (!isJson(json) || !Array.isArray(json.lanes)) throw damaged();
  const lanes = json.lanes.map((lane: unknown) =>
    isJson(lane) ? { ...USUAL.lane, ...lane, blocks: fullStack(lane.blocks) } : lane,
  );
  return parse(upgrade({ ...USUAL.experiment, ...json, lanes, version }));
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

function shortBlock(block: { readonly stack?: readonly object[] }): Json {
  return { ...without(block, USUAL.block), ...(block.stack ? { stack: block.stack.map(shortBlock) } : {}) };
}

/** Blocks with what was left out; anything else as it is, for `parse` to name. The depth is bounded here and judged by `parse`. */
function fullStack(stack: unknown, depth = 0): unknown {
  if (!Array.isArray(stack) || depth > 20) return stack;
  return stack.map((block: unknown) => {
    if (!isJson(block)) return block;
    const whole = { ...USUAL.block, ...block };
    return 'stack' in block ? { ...whole, stack: fullStack(block.stack, depth + 1) } : whole;
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
