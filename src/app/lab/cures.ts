/**
 * The three plain cures that a dead lane offers, each a change of the lane from step 0. No outcome is promised: a
 * click makes the fork and runs it. Which entries they use follows from the catalogue: the clip that scales the whole
 * gradient, the initializer that each activation names, the block that has a skip around a stack.
 */
import { activation, ACTIVATIONS, BLOCKS, choiceOf, CLIPPINGS, initializer } from '../../catalogue/registry';
import type { Block, Choice, Entry } from '../../catalogue/types';
import type { Autopsy } from '../../history/autopsy';
import { blockIds, suitedInitializer } from '../../spec/defaults';
import type { LaneSpec } from '../../spec/types';

export interface Cure {
  readonly id: 'rate' | 'clip' | 'weights' | 'residual';
  readonly label: string;
  readonly change: (lane: LaneSpec) => LaneSpec;
}

/** Branches of × 1/8 lived on every seed that was tried, × 1/4 died on half of them; beyond 64 branches 1/√N is less. */
export const SAFE_BRANCH_SCALE = 1 / 8;

/** How many are offered at once. */
const MOST = 3;

/**
 * What helps this lane and changes something in it: a smaller rate first where the step was too large.
 * `inputWidth`: how many numbers the first block takes.
 */
export function curesFor(lane: LaneSpec, inputWidth: number, cause?: Autopsy['cause']): readonly Cure[] {
  const suited = suitedLabel(lane.blocks);
  const scale = branchScale(residualBlocks(lane.blocks, inputWidth, SAFE_BRANCH_SCALE));
  const cures: Cure[] = [
    ...(cause === 'step'
      ? [{ id: 'rate' as const, label: 'Train at a tenth of the rate', change: atATenth }]
      : []),
    { id: 'clip', label: 'Clip the gradient at 1', change: clipAtOne },
    { id: 'weights', label: `Use ${suited} weights`, change: withSuitedWeights },
    {
      id: 'residual',
      label: `Make it residual, branches × ${fraction(scale)}`,
      change: (old) => ({ ...old, blocks: makeResidual(old.blocks, inputWidth) }),
    },
  ];
  return cures.filter(({ change }) => JSON.stringify(change(lane)) !== JSON.stringify(lane)).slice(0, MOST);
}

const atATenth = (lane: LaneSpec): LaneSpec => ({
  ...lane,
  learningRate: Number((lane.learningRate / 10).toPrecision(6)),
  edits: [],
});

export function clipAtOne(lane: LaneSpec): LaneSpec {
  const clip = CLIPPINGS.find(({ scope }) => scope === 'network');
  if (!clip) return lane;
  const [threshold] = clip.parameters;
  return { ...lane, clipping: { ...choiceOf(clip), ...(threshold ? { [threshold.id]: 1 } : {}) }, edits: [] };
}

/** Each block's weights as its activation suits; a linear one takes what suits the stack's first bent activation. */
export function withSuitedWeights(lane: LaneSpec): LaneSpec {
  const bent = bentActivation(lane.blocks);
  if (!bent) return lane;
  const suit = (each: Block): Block => ({
    ...each,
    ...(each.initializer
      ? {
          initializer: suitedInitializer(each.activation && isBent(each.activation) ? each.activation : bent),
        }
      : {}),
    ...(each.stack ? { stack: each.stack.map(suit) } : {}),
  });
  return { ...lane, blocks: lane.blocks.map(suit) };
}

/**
 * Each run of equally wide plain blocks becomes residual blocks of two; the first of a run stays plain where its
 * input has another width, and so does an odd one out. Branches that are there already get the same scale.
 */
export function makeResidual(stack: readonly Block[], inputWidth: number): readonly Block[] {
  const first = residualBlocks(stack, inputWidth, SAFE_BRANCH_SCALE);
  return residualBlocks(stack, inputWidth, branchScale(first));
}

function residualBlocks(stack: readonly Block[], inputWidth: number, scale: number): readonly Block[] {
  const residual = BLOCKS.find(({ has }) => has.stack);
  const scaleId = residual?.parameters.find(({ type }) => type === 'number')?.id;
  if (!residual || !scaleId) return stack;
  let width = inputWidth;
  const taken = new Set(blockIds(stack));
  const freshId = () => {
    let number = 1;
    while (taken.has(`r${number}`)) number++;
    taken.add(`r${number}`);
    return `r${number}`;
  };
  return stack.flatMap((each): Block[] => {
    if (each.type === residual.id) return [{ ...each, values: { ...each.values, [scaleId]: scale } }];
    if (each.stack) {
      width = Number.NaN; // whatever the blocks inside hand on
      return [each];
    }
    const own = each.values.width;
    if (typeof own !== 'number') return [each];
    const keepsFirst = own !== width;
    width = own;
    const pairs = Math.floor((each.repeat - (keepsFirst ? 1 : 0)) / 2);
    if (pairs === 0) return [each];
    const plain = each.repeat - 2 * pairs;
    const wrapped: Block = {
      ...residual.template,
      id: freshId(),
      repeat: pairs,
      values: { ...residual.template.values, [scaleId]: scale },
      stack: [{ ...each, id: freshId(), repeat: 2 }],
    };
    return plain > 0 ? [{ ...each, repeat: plain }, wrapped] : [wrapped];
  });
}

function branchScale(stack: readonly Block[]): number {
  const branches = stack.reduce((sum, each) => sum + (each.stack ? each.repeat : 0), 0);
  return Math.min(SAFE_BRANCH_SCALE, 1 / Math.sqrt(Math.max(1, branches)));
}

/** An entry newly chosen: its defaults, but for what the choice before it had under the same name. */
export function usualChoice(entry: Entry, before: Choice): Choice {
  const values = entry.parameters.map(({ id, default: usual }) => [id, before[id] ?? usual] as const);
  return { kind: entry.id, ...Object.fromEntries(values) };
}

/** The first activation with a slope that varies; else the first there is. */
function bentActivation(stack: readonly Block[]): Choice | undefined {
  const all = stack.flatMap((each) => [
    ...(each.activation ? [each.activation] : []),
    ...(each.stack ?? []).flatMap((inner) => inner.activation ?? []),
  ]);
  return all.find(isBent) ?? all[0];
}

const isBent = (choice: Choice): boolean =>
  activation(choice.kind).df(0, choice) !== activation(choice.kind).df(3, choice);

/** "He's" from the label "He normal"; the label itself where it is not a name with a word behind it. */
function suitedLabel(stack: readonly Block[]): string {
  const first = bentActivation(stack);
  const usual = first ? activation(first.kind) : ACTIVATIONS[0];
  if (!usual) return 'other';
  const suited = initializer(usual.suitedInitializer);
  const [name = suited.label, spread] = suited.label.split(/[,\s]+/);
  return spread ? `${name}’s` : suited.label;
}

function fraction(scale: number): string {
  const below = 1 / scale;
  return Number.isInteger(below) ? `1/${below}` : String(Number(scale.toPrecision(2)));
}
