/**
 * The cures that a sick lane offers, each a change of the lane from step 0. No outcome is promised: a click makes the
 * fork and runs it. Which entries they use follows from the catalogue: the clip that scales the whole gradient, the
 * initializer that each activation names, the norm that a block names; cureStacks.ts rebuilds stacks.
 */
import { activation, ACTIVATIONS, block, choiceOf, CLIPPINGS, initializer } from '../../catalogue/registry';
import type { Block, Choice, Entry } from '../../catalogue/types';
import type { Autopsy } from '../../history/autopsy';
import { suitedInitializer } from '../../spec/defaults';
import type { LaneSpec } from '../../spec/types';
import { branchScale, gated, makeResidual, withGates, withNorms, withRadiusOne } from './cureStacks';

export interface Cure {
  readonly id: 'rate' | 'clip' | 'weights' | 'radius' | 'residual' | 'gates' | 'norm';
  readonly label: string;
  readonly change: (lane: LaneSpec) => LaneSpec;
}

/** How many are offered at once. */
const MOST = 3;

/** Why a lane is sick: what stopped it, or what its gradient does on its way back at step 0. */
export type Sickness = Autopsy['cause'] | 'exploding' | 'vanishing';

/**
 * What may help this lane and changes something in it, the plainest first; a smaller rate where the step was too large,
 * no clip where nothing is large. `inputWidth`: how many numbers the first block sees at once, the last of the data's shape.
 */
export function allCures(lane: LaneSpec, inputWidth: number, sickness?: Sickness): readonly Cure[] {
  const scale = branchScale(makeResidual(lane.blocks, inputWidth));
  const onStack = (change: (stack: readonly Block[]) => readonly Block[]) => (old: LaneSpec) => ({
    ...old,
    blocks: change(old.blocks),
  });
  const cures: Cure[] = [
    ...(sickness === 'step'
      ? [{ id: 'rate' as const, label: 'Train at a tenth of the rate', change: atATenth }]
      : []),
    ...(sickness === 'vanishing'
      ? []
      : [{ id: 'clip' as const, label: 'Clip the gradient at 1', change: clipAtOne }]),
    { id: 'weights', label: `Use ${suitedLabel(lane.blocks)} weights`, change: withSuitedWeights },
    {
      id: 'radius',
      label: 'Give its recurrence a spectral radius of 1',
      change: onStack(withRadiusOne),
    },
    {
      id: 'residual',
      label: `Make it residual, branches × ${fraction(scale)}`,
      change: onStack((stack) => makeResidual(stack, inputWidth)),
    },
    { id: 'gates', label: `Use a ${gated?.label ?? 'gated cell'}`, change: onStack(withGates) },
    { id: 'norm', label: 'Give each layer a norm', change: onStack(withNorms) },
  ];
  return cures.filter(({ change }) => JSON.stringify(change(lane)) !== JSON.stringify(lane));
}

/** Those that a dead lane's paper has room for. */
export const curesFor = (lane: LaneSpec, inputWidth: number, sickness?: Sickness): readonly Cure[] =>
  allCures(lane, inputWidth, sickness).slice(0, MOST);

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
    // A recurrence has a cure of its own.
    ...(each.initializer && !block(each.type).has.recurrentInitializer
      ? {
          initializer: suitedInitializer(each.activation && isBent(each.activation) ? each.activation : bent),
        }
      : {}),
    ...(each.stack ? { stack: each.stack.map(suit) } : {}),
  });
  return { ...lane, blocks: lane.blocks.map(suit) };
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
