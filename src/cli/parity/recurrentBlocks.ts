/** Recurrent blocks as reference files spell them, and what these files tell of their time steps. */
import type { Block, Layer, Quantity } from '../../catalogue/types';
import type { FirstNonFinite } from '../../history/types';
import { activationOf } from './activationOf';
import type { BlockJson, FileOf } from './formats';
import type { Comparison, Findings } from './findings';
import { BrokenFile, num } from './numbers';

type Recurrent = NonNullable<FileOf<'network'>['measured']['recurrent']>;

const blockOf = (json: BlockJson, type: string, values: Block['values'] = {}): Block => {
  if (typeof json.units !== 'number') throw new BrokenFile(`${json.name} has no units.`);
  return { id: json.name, type, repeat: 1, values: { width: json.units, handsOn: 'last', ...values } };
};

export const recurrentReaders: Readonly<Record<string, (json: BlockJson) => Block>> = {
  simpleRnn: (json) => ({
    ...blockOf(json, 'simpleRnn'),
    activation: activationOf(typeof json.activation === 'string' ? json.activation : 'tanh'),
  }),
  lstm: (json) => blockOf(json, 'lstm', { forgetBias: Number(json.forgetBias ?? 0) }),
  gru: (json) => blockOf(json, 'gru', { resetAfter: json.resetAfter !== false }),
};

/** Indices of a block's states in time order, by the block's name: rows called `lstm1[3]`. */
function statesOf(layers: readonly Layer[]): Map<string, number[]> {
  const states = new Map<string, number[]>();
  layers.forEach(({ name, time, place }, index) => {
    if (!time || place === 'inner') return;
    const block = blockName(name);
    states.set(block, [...(states.get(block) ?? []), index]);
  });
  return states;
}

const blockName = (row: string): string => row.replace(/\[\d+\].*$|\/.*$/, '');

/** Every recurrent block must be told, with every time step, and no other. */
export function checkRecurrent(recurrent: Recurrent, layers: readonly Layer[]): void {
  const states = statesOf(layers);
  if (Object.keys(recurrent).toSorted().join() !== [...states.keys()].toSorted().join())
    throw new BrokenFile(`measured.recurrent tells of ${Object.keys(recurrent).join(', ') || 'nothing'}.`);
  for (const [name, series] of Object.entries(recurrent)) {
    for (const [quantity, steps] of Object.entries(series)) {
      if (steps.some((times) => times.length !== states.get(name)?.length))
        throw new BrokenFile(`${quantity} of ${name} has not ${states.get(name)?.length} time steps.`);
    }
  }
}

/** The states of each block at one training step: ‖∂L/∂h(t)‖, and the mean and spread of h(t). */
export function compareRecurrent(
  recurrent: Recurrent,
  layers: readonly Layer[],
  step: number,
  ofLayer: (layer: number, quantity: Quantity) => number,
  at: (quantity: string, where: string) => Comparison,
  findings: Findings,
): void {
  for (const [block, states] of statesOf(layers)) {
    states.forEach((row, time) => {
      const expected = (quantity: keyof Recurrent[string]) => recurrent[block]?.[quantity][step]?.[time];
      const check = (quantity: keyof Recurrent[string], from: Quantity, scale?: number) =>
        findings.check(`recurrent.${quantity}`, ofLayer(row, from), expected(quantity), {
          ...at(`recurrent.${quantity}`, `${block}[${time + 1}]`),
          ...(scale === undefined ? {} : { scale }),
        });
      check('gradientNorm', 'gradientOutput');
      check('mean', 'mean', Math.abs(num(expected('mean'))) + num(expected('std')));
      check('std', 'std');
    });
  }
}

/**
 * The name by which the files tell of a tensor of this row; null where they do not. Of a recurrent block they tell the
 * states and their gradients, under the row's name, and the parameters, under the block's; not what is in between.
 */
export function toldAs({ name, time, place }: Layer, tensor: FirstNonFinite['tensor']): string | null {
  if (!time && place !== 'inner') return name;
  if (['gradientWeights', 'gradientBias', 'weights', 'bias'].includes(tensor))
    return blockName(name).split(' ')[0] ?? name;
  return place !== 'inner' && (tensor === 'output' || tensor === 'gradientOutput') ? name : null;
}
