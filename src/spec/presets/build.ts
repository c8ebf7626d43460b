/** What the presets are built from. */
import type { Block, Choice } from '../../catalogue/types';
import { forkLane, newExperiment, newLane } from '../defaults';
import { updateLane } from '../edits';
import type { Experiment, LaneSpec } from '../types';
import type { Preset } from './types';

export const he: Choice = { kind: 'heNormal' };
export const xavier: Choice = { kind: 'glorotNormal' };
/** Normal weights of variance c/fan-in. */
export const scaled = (c: number): Choice => ({ kind: 'varianceScaling', c });

export function denseBlock(
  id: string,
  repeat: number,
  width: number,
  activation: string,
  initializer: Choice,
): Block {
  return {
    id,
    type: 'dense',
    repeat,
    values: { width, bias: true, biasSigma: 0 },
    activation: { kind: activation },
    initializer,
  };
}

/** Every block, inner ones too, with weights drawn like this. */
export function drawnFrom(initializer: Choice, blocks: readonly Block[]): readonly Block[] {
  return blocks.map((block) => ({
    ...block,
    ...(block.initializer ? { initializer } : {}),
    ...(block.stack ? { stack: drawnFrom(initializer, block.stack) } : {}),
  }));
}

/** Lane a as described, and lane b, its fork, with one thing changed. */
export function twoLanes(
  preset: Omit<Preset, 'experiment'> & {
    readonly settings: Partial<Experiment>;
    readonly lane: Partial<LaneSpec>;
  },
  change: (lane: LaneSpec) => LaneSpec,
): Preset {
  const alone = oneLane(preset);
  const { experiment, lane } = forkLane(alone.experiment, 'a');
  return { ...alone, experiment: updateLane(experiment, lane.id, change) };
}

export function oneLane({
  settings,
  lane,
  ...preset
}: Omit<Preset, 'experiment'> & {
  readonly settings: Partial<Experiment>;
  readonly lane: Partial<LaneSpec>;
}): Preset {
  const lanes = [newLane(lane, settings.dataset?.id)];
  return { ...preset, experiment: newExperiment({ ...settings, title: preset.question, lanes }) };
}
