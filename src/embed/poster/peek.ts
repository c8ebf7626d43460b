/** What the poster says of its experiment, read from the link by the browser's own inflate: the lab's codec comes with Run. */
import type { Control } from '../address';

export interface Peeked {
  readonly title: string;
  readonly lanes: readonly Json[];
  /** Its author left the learning rate to the readers. */
  readonly isRateOpen: boolean;
}
export type Json = { readonly [key: string]: unknown };

/** Null where the link cannot be read; what is wrong with it is said when it is run. */
export async function peek(link: string): Promise<Peeked | null> {
  try {
    const packed = (link.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/');
    const bytes = Uint8Array.from(atob(packed), (character) => character.charCodeAt(0));
    const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
    const { title = '', lanes, view } = JSON.parse(await textOf(unpacked)) as Json; // read key by key below
    const locks = isJson(view) && isJson(view.controls) ? view.controls : null;
    return {
      title: String(title),
      lanes: Array.isArray(lanes) ? lanes.filter(isJson) : [],
      isRateOpen: !locks || (Array.isArray(locks.open) && locks.open.includes('learningRate')),
    };
  } catch {
    return null;
  }
}

/** As much as the codec takes (spec/codec.ts), so that a bomb does not fill the memory of a poster. */
const MOST_BYTES = 4_000_000;

async function textOf(stream: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<string> {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let total = 0;
  const reader = stream.getReader();
  for (let { value } = await reader.read(); value; { value } = await reader.read()) {
    total += value.length;
    if (total > MOST_BYTES) throw new Error('No experiment is so large.');
    pieces.push(value);
  }
  return new Blob(pieces).text();
}

/** The control that an address without one has: how fast the first lane learns. */
export function usualControl({ lanes, isRateOpen }: Peeked): Control | undefined {
  const rate = lanes[0]?.learningRate;
  if (!isRateOpen || typeof rate !== 'number' || !(rate > 0)) return undefined;
  const [min, max] = [rate / 100, rate * 100].map((value) => Number(value.toPrecision(3))) as [
    number,
    number,
  ];
  return {
    lane: String(lanes[0]?.id),
    path: 'learningRate',
    min,
    max,
    scale: 'logarithmic',
    label: 'Learning rate',
  };
}

/** The number that the control stands at in the experiment; NaN where there is none. */
export function settingOf({ lanes }: Peeked, { lane, path }: Control): number {
  let at: unknown = lane === '*' ? lanes[0] : lanes.find(({ id }) => id === lane);
  const keys = path.split('.');
  if (keys[0] === 'blocks' && isJson(at)) at = blockIn(at.blocks, keys.splice(0, 2)[1]);
  for (const key of keys) at = isJson(at) ? at[key] : undefined;
  return typeof at === 'number' ? at : Number.NaN;
}

function blockIn(stack: unknown, id: unknown): unknown {
  if (!Array.isArray(stack)) return undefined;
  for (const block of stack.filter(isJson)) {
    const found = block.id === id ? block : blockIn(block.stack, id);
    if (found) return found;
  }
  return undefined;
}

const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null;
