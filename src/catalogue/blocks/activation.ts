import type { Transformation, Transformations } from '../ops';
import type { BlockEntry, Choice } from '../types';
import { at } from '../values';

/** Nothing: the row's activation comes after its transformation. */
const identity: Transformation = {
  forward: ({ inputs }) => at(inputs, 0),
  backward: ({ gradient, wanted }) => ({ inputs: [wanted[0] ? gradient : null], parameters: {} }),
};

const relu: Choice = { kind: 'relu' };

export const activation: BlockEntry = {
  id: 'activation',
  label: 'activation',
  family: 'layers',
  description:
    'Bends each number by itself, with no weights: for stacks where something stands between the two.',
  formula: 'h = φ(x)',
  source: '–',
  parameters: [],
  has: { activation: true, initializer: false, recurrentInitializer: false, stack: false },
  template: { type: 'activation', repeat: 1, values: {}, activation: relu },
  expand(block, expansion) {
    const { input, inputShape } = expansion;
    const output = expansion.add({
      kind: 'activation',
      role: 'activation',
      inputs: [input],
      inputShape,
      outputShape: inputShape,
      activation: block.activation ?? relu,
      parameters: [],
      continues: true,
    });
    return { output, shape: inputShape };
  },
  kinds: ['activation'],
  summary: () => 'no weights',
};

export const activationKinds: Transformations = { activation: identity };
