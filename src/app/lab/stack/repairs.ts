/**
 * What would make a stack fit: the block that the misfit asks for, another width, a dense layer between. Each is tried
 * before it is offered, but for the block that was asked for by name. Loaded when a lane does not fit.
 */
import { block as blockEntry } from '../../../catalogue/registry';
import type { Block } from '../../../catalogue/types';
import { newBlock } from '../../../spec/defaults';
import { type DataShape, expand } from '../../../spec/expand';
import { addBlock, evenWidths, findBlock, type Place, placeOf, updateBlock } from '../../../spec/stack';
import { type LaneSpec, SpecError } from '../../../spec/types';

export interface Repair {
  readonly words: string;
  readonly blocks: readonly Block[];
}

const text = {
  before: (label: string) => `Put ${article(label)} ${label} before it`,
  beforeThe: (label: string, outer: string) => `Put ${article(label)} ${label} before the ${outer}`,
  atTheEnd: (label: string) => `Put ${article(label)} ${label} at the end`,
  inside: (label: string, width: number) => `Make the last ${label} inside ${width} wide`,
  projection: (width: number) => `Put a dense layer ${width} wide before it`,
  even: (width: number) => `Make all blocks ${width} wide`,
};

export function repairsFor(lane: LaneSpec, data: DataShape, misfit: SpecError): readonly Repair[] {
  const place = placeAt(lane, misfit.path);
  const mends = (blocks: readonly Block[]): boolean => isBetter({ ...lane, blocks }, data, misfit);
  const found = [
    asked(lane, misfit, place, mends),
    ...(place ? [insideWidth(lane, data, place, mends), projection(lane, data, place, mends)] : []),
    even(lane, mends),
  ];
  const repairs = found.filter((repair) => repair !== null);
  const keys = repairs.map(({ blocks }) => JSON.stringify(blocks));
  return repairs.filter((_, index) => keys.indexOf(keys[index] ?? '') === index);
}

/**
 * The block that the misfit asks for, right before the one that does not fit, or at the end; before the whole block
 * where inside it would not mend (a branch that is flattened no longer meets its skip).
 */
function asked(
  lane: LaneSpec,
  { remedy, path }: SpecError,
  place: Place | null,
  mends: (blocks: readonly Block[]) => boolean,
): Repair | null {
  if (remedy === undefined) return null;
  const { label } = blockEntry(remedy);
  const at = place ?? (path === 'output' ? { into: null, at: lane.blocks.length } : null);
  if (!at) return null;
  const put = (where: Place) => addBlock(lane, newBlock(remedy, lane.blocks), where).blocks;
  const outer = place && place.into !== null ? lane.blocks[topIndex(path)] : undefined;
  if (outer && !mends(put(at))) {
    const blocks = put({ into: null, at: topIndex(path) });
    if (mends(blocks)) return { words: text.beforeThe(label, blockEntry(outer.type).label), blocks };
  }
  return { words: place ? text.before(label) : text.atTheEnd(label), blocks: put(at) };
}

/** Another width of the last block inside that has one. */
function insideWidth(
  lane: LaneSpec,
  data: DataShape,
  place: Place,
  mends: (blocks: readonly Block[]) => boolean,
): Repair | null {
  const last = blockAt(lane, place)?.stack?.findLast(({ values }) => typeof values.width === 'number');
  if (!last) return null;
  return firstOf(widthsIn(lane, data), (width) => {
    const blocks = updateBlock(lane.blocks, last.id, (block) => withWidth(block, width));
    return mends(blocks) ? { words: text.inside(blockEntry(last.type).label, width), blocks } : null;
  });
}

/** A dense layer between: it brings what comes in to the width that goes on. */
function projection(
  lane: LaneSpec,
  data: DataShape,
  place: Place,
  mends: (blocks: readonly Block[]) => boolean,
): Repair | null {
  return firstOf(widthsIn(lane, data), (width) => {
    const { blocks } = addBlock(lane, withWidth(newBlock('dense', lane.blocks), width), place);
    return mends(blocks) ? { words: text.projection(width), blocks } : null;
  });
}

function even(lane: LaneSpec, mends: (blocks: readonly Block[]) => boolean): Repair | null {
  const { blocks } = evenWidths(lane);
  const width = everyWidth(blocks)[0];
  return width !== undefined && mends(blocks) ? { words: text.even(width), blocks } : null;
}

/** It can be built, or fails only further down. */
function isBetter(lane: LaneSpec, data: DataShape, misfit: SpecError): boolean {
  try {
    expand(lane, data);
    return true;
  } catch (thrown) {
    if (!(thrown instanceof SpecError)) throw thrown;
    return thrown.path !== misfit.path && topIndex(thrown.path) > topIndex(misfit.path) + 1;
  }
}

/** The output stands behind all blocks. */
const topIndex = (path: string): number =>
  Number(/^blocks\[(\d+)\]/.exec(path)?.[1] ?? Number.POSITIVE_INFINITY);

/** `blocks[1].stack[0]` as a place; null where the path is no block's. */
function placeAt({ blocks }: LaneSpec, path: string): Place | null {
  const steps = [...path.matchAll(/\[(\d+)\]/g)].map(([, index]) => Number(index));
  let stack = blocks;
  let found: Block | undefined;
  for (const step of path.startsWith('blocks[') ? steps : []) {
    found = stack[step];
    stack = found?.stack ?? [];
  }
  return (found && placeOf(blocks, found.id)) ?? null;
}

const blockAt = ({ blocks }: LaneSpec, { into, at }: Place): Block | undefined =>
  (into === null ? blocks : (findBlock(blocks, into)?.stack ?? []))[at];

/** Widths that stand somewhere already: of the blocks, and of the data. */
const widthsIn = ({ blocks }: LaneSpec, { inputShape }: DataShape): readonly number[] => [
  ...new Set([...everyWidth(blocks), ...inputShape.slice(-1)]),
];

const everyWidth = (stack: readonly Block[]): readonly number[] =>
  stack.flatMap(({ values, stack: inner }) => [
    ...(typeof values.width === 'number' ? [values.width] : []),
    ...everyWidth(inner ?? []),
  ]);

const withWidth = (block: Block, width: number): Block => ({ ...block, values: { ...block.values, width } });

function firstOf(widths: readonly number[], find: (width: number) => Repair | null): Repair | null {
  for (const width of widths) {
    const found = find(width);
    if (found) return found;
  }
  return null;
}

const article = (label: string): string => (/^[aeiou]/i.test(label) ? 'an' : 'a');
