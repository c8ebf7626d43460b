/** The one setting that an embed leaves to its readers, where its author names none. */
import { clipping, initializer } from '../../catalogue/registry';
import type { Block, Parameter } from '../../catalogue/types';
import type { Control } from '../../embed/address';
import { type ControlId, mayUse } from '../../spec/controls';
import type { Experiment, LaneSpec } from '../../spec/types';
import { letterAt } from '../../state/derived';
import { learningRate, weightDecay } from '../lab/panel/numbers';

interface Setting {
  readonly control: ControlId;
  readonly path: string;
  readonly slider: NonNullable<Parameter['slider']>;
  readonly words: string;
}

/**
 * The spread of the first lane's weights where that is a number, else how fast it learns. Of an experiment with locks:
 * the first of these, clipping's threshold and the weight decay that its author left open, in the first lane that has
 * it. Null where there is none.
 */
export function usualControl(experiment: Experiment): Control | null {
  for (const [index, lane] of experiment.lanes.entries()) {
    const open = settingsOf(lane).find(({ control }) => mayUse(experiment, control));
    if (!open) continue;
    const { path, slider, words } = open;
    return { lane: lane.id, path, ...slider, label: words.replace('{}', letterAt(index)) };
  }
  return null;
}

function settingsOf(lane: LaneSpec): readonly Setting[] {
  const all: readonly (Omit<Setting, 'slider'> & { readonly parameter: Parameter })[] = [
    ...lane.blocks.flatMap(spreadsOf),
    { control: 'learningRate', path: 'learningRate', parameter: learningRate, words: 'Learning rate of {}' },
    ...clipping(lane.clipping.kind).parameters.map((parameter) => ({
      control: 'clippingThreshold' as const,
      path: `clipping.${parameter.id}`,
      parameter,
      words: `Clipping of {}, ${parameter.label.toLowerCase()}`,
    })),
    { control: 'weightDecay', path: 'weightDecay', parameter: weightDecay, words: 'Weight decay of {}' },
  ];
  return all.flatMap(({ parameter: { slider }, ...rest }) => (slider ? [{ ...rest, slider }] : []));
}

const spreadsOf = ({ id, initializer: choice }: Block) =>
  (choice ? initializer(choice.kind).parameters : []).map((parameter) => ({
    control: 'initializer' as const,
    path: `blocks.${id}.initializer.${parameter.id}`,
    parameter,
    words: `Spread of {}’s weights, ${parameter.label}`,
  }));
