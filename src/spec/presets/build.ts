/** What the presets are built from. */
import { block } from '../../catalogue/blocks';
import type { Block, Choice, Values } from '../../catalogue/types';
import { forkLane, newExperiment, newLane } from '../defaults';
import { updateLane } from '../edits';
import type { Experiment, LaneSpec } from '../types';
import type { Preset } from './types';

export const he: Choice = { kind: 'heNormal' };
export const lecun: Choice = { kind: 'lecunNormal' };
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

/** A block as the catalogue makes it, but for what is said here. */
export function blockOf(type: string, id: string, more: Omit<Partial<Block>, 'id' | 'type'> = {}): Block {
  const { template } = block(type);
  return { ...template, ...more, id, values: { ...template.values, ...more.values } };
}

/** A branch of two dense layers, ReLU and linear, each as its theory wants it: x + s·W₂·ReLU(W₁x). */
export function residualBlocks(
  id: string,
  repeat: number,
  width: number,
  values: Values,
  inner: readonly [Choice, Choice] = [he, lecun],
): Block {
  return blockOf('residual', id, {
    repeat,
    values,
    stack: [
      denseBlock(`${id}i`, 1, width, 'relu', inner[0]),
      denseBlock(`${id}o`, 1, width, 'linear', inner[1]),
    ],
  });
}

/** Lane a as described, and a fork of it for each change: b, c, … */
export function manyLanes(
  preset: Omit<Preset, 'experiment'> & {
    readonly settings: Partial<Experiment>;
    readonly lane: Partial<LaneSpec>;
  },
  ...changes: readonly ((lane: LaneSpec) => LaneSpec)[]
): Preset {
  const alone = oneLane(preset);
  const experiment = changes.reduce((grown, change) => {
    const forked = forkLane(grown, 'a');
    return updateLane(forked.experiment, forked.lane.id, change);
  }, alone.experiment);
  return { ...alone, experiment };
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
