/** Cures that rebuild a stack: skips around its layers, norms in them, gates in its recurrence. */
import { block, BLOCKS } from '../../catalogue/registry';
import type { Block } from '../../catalogue/types';
import { blockIds } from '../../spec/defaults';

/** Branches of × 1/8 lived on every seed that was tried, × 1/4 died on half of them; beyond 64 branches 1/√N is less. */
const SAFE_BRANCH_SCALE = 1 / 8;

const residual = BLOCKS.find(({ parameters }) => parameters.some(({ id }) => id === 'branchScale'));
/** Whether it multiplies once and then bends: what a skip goes around and a norm goes into. */
const isPlain = ({ type }: Block): boolean => block(type).suitedNorm !== undefined;
/** A recurrence without gates has an activation of its own, one with gates has none. */
const isUngated = ({ type }: Block): boolean =>
  block(type).has.recurrentInitializer && block(type).has.activation;
export const gated = BLOCKS.findLast(({ has }) => has.recurrentInitializer && !has.activation);

/**
 * Each run of equally wide plain blocks becomes residual blocks of two; the first of a run stays plain where its
 * input has another width, and so does an odd one out. Branches that are there already get the same scale.
 */
export function makeResidual(stack: readonly Block[], inputWidth: number): readonly Block[] {
  const first = residualBlocks(stack, inputWidth, SAFE_BRANCH_SCALE);
  return residualBlocks(stack, inputWidth, branchScale(first));
}

function residualBlocks(stack: readonly Block[], inputWidth: number, scale: number): readonly Block[] {
  if (!residual) return stack;
  const freshId = idsBeside(stack, 'r');
  let width = inputWidth;
  return stack.flatMap((each): readonly Block[] => {
    if (each.type === residual.id) return [{ ...each, values: { ...each.values, branchScale: scale } }];
    const before = width;
    width = widthAfter(each, before);
    if (!isPlain(each) || !keepsPlaces(each)) return [each];
    const pairs = Math.floor((each.repeat - (width === before ? 0 : 1)) / 2);
    if (pairs === 0) return [each];
    const plain = each.repeat - 2 * pairs;
    const wrapped: Block = {
      ...residual.template,
      id: freshId(),
      repeat: pairs,
      values: { ...residual.template.values, branchScale: scale },
      stack: [{ ...each, id: freshId(), repeat: 2 }],
    };
    return plain > 0 ? [{ ...each, repeat: plain }, wrapped] : [wrapped];
  });
}

/** 1/8, or less where there are more than 64 branches. */
export function branchScale(stack: readonly Block[]): number {
  const branches = stack.reduce((sum, each) => sum + (each.type === residual?.id ? each.repeat : 0), 0);
  return Math.min(SAFE_BRANCH_SCALE, 1 / Math.sqrt(Math.max(1, branches)));
}

/** A norm between what each plain block multiplies and its activation; before each branch that has none. */
export function withNorms(stack: readonly Block[]): readonly Block[] {
  const freshId = idsBeside(stack, 'n');
  const normed = (each: Block): Block => {
    if (each.type === residual?.id) {
      if (each.values.normPlacement !== 'none') return each;
      const norm = (each.stack ?? []).map(({ type }) => block(type).suitedNorm).find(Boolean);
      return { ...each, values: { ...each.values, normPlacement: 'pre', ...(norm ? { norm } : {}) } };
    }
    if (each.stack) return { ...each, stack: hasNorm(each.stack) ? each.stack : each.stack.map(normed) };
    const norm = block(each.type).suitedNorm;
    if (norm === undefined || !each.activation) return each;
    return {
      ...block('group').template,
      id: freshId(),
      repeat: each.repeat,
      stack: [
        { ...each, repeat: 1, activation: { kind: 'linear' } },
        { ...block(norm).template, id: freshId(), activation: each.activation },
      ],
    };
  };
  return hasNorm(stack) ? stack : stack.map(normed);
}

/** A norm that somebody has put there is left to do its work. */
const hasNorm = (stack: readonly Block[]): boolean =>
  stack.some(({ type }) => BLOCKS.some(({ suitedNorm }) => suitedNorm === type));

/** The largest eigenvalue of each ungated recurrence at 1. */
export const withRadiusOne = (stack: readonly Block[]): readonly Block[] =>
  stack.map((each) =>
    isUngated(each) ? { ...each, recurrentInitializer: { kind: 'spectralRadius', radius: 1 } } : each,
  );

/** Each ungated recurrence as a gated one of as many units. */
export const withGates = (stack: readonly Block[]): readonly Block[] =>
  stack.map((each): Block => {
    if (!gated || !isUngated(each)) return each;
    const { id, repeat, values } = each;
    return { ...gated.template, id, repeat, values: { ...gated.template.values, ...values } };
  });

/** Numbers at each place of what the block hands on; NaN where only the blocks inside know. */
function widthAfter(each: Block, before: number): number {
  const own = each.values.width ?? each.values.filters;
  if (typeof own === 'number') return own;
  return each.stack || each.type === 'flatten' ? Number.NaN : before;
}

/** A window that moves on by more than one, or stays inside, makes another image of it. */
const keepsPlaces = ({ values }: Block): boolean =>
  (values.stride ?? 1) === 1 && (values.padding ?? 'same') === 'same';

function idsBeside(stack: readonly Block[], letter: string): () => string {
  const taken = new Set(blockIds(stack));
  return () => {
    let number = 1;
    while (taken.has(`${letter}${number}`)) number++;
    taken.add(`${letter}${number}`);
    return `${letter}${number}`;
  };
}
