/** An activation as reference files name it. */
import { ACTIVATIONS } from '../../catalogue/registry';
import type { Choice } from '../../catalogue/types';
import { NotThereYet } from './numbers';

/** Names of the reference that stand for an activation and its slope. */
const SLOPES: Readonly<Record<string, Choice>> = {
  'leakyRelu0.2': { kind: 'leakyRelu', slope: 0.2 },
  leakyRelu: { kind: 'leakyRelu', slope: 0.01 },
};

export function activationOf(name: string): Choice {
  const choice = SLOPES[name] ?? { kind: name };
  if (!ACTIVATIONS.some(({ id }) => id === choice.kind)) throw new NotThereYet(`activation ${name}`);
  return choice;
}
