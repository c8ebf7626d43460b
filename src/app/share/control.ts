/** The one setting that an embed leaves to its readers, where its author names none. */
import { initializer } from '../../catalogue/registry';
import type { Block, Parameter } from '../../catalogue/types';
import type { Control } from '../../embed/address';
import type { Experiment } from '../../spec/types';
import { learningRate } from '../lab/panel/numbers';

/** The spread of the first lane's weights where that is a number, else how fast it learns; null where there is no lane. */
export function usualControl({ lanes: [lane] }: Experiment): Control | null {
  if (!lane) return null;
  const first = firstSpread(lane.blocks);
  if (!first) return controlOf(lane.id, 'learningRate', learningRate, 'Learning rate of A');
  const { id, parameter } = first;
  const path = `blocks.${id}.initializer.${parameter.id}`;
  return controlOf(lane.id, path, parameter, `Weights of A, ${parameter.label}`);
}

function firstSpread(
  blocks: readonly Block[],
): { readonly id: string; readonly parameter: Parameter } | null {
  for (const { id, initializer: choice } of blocks) {
    const parameter = choice && initializer(choice.kind).parameters.find(({ slider }) => slider);
    if (parameter) return { id, parameter };
  }
  return null;
}

const controlOf = (lane: string, path: string, { slider }: Parameter, label: string): Control | null =>
  slider ? { lane, path, min: slider.min, max: slider.max, scale: slider.scale, label } : null;
