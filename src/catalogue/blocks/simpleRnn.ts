import type { Transformations } from '../ops';
import type { BlockEntry, Choice } from '../types';
import { at } from '../values';
import { recurrentParameters, recurrentSummary, sequence, stateProduct, unroll } from './recurrent';

const activation: Choice = { kind: 'tanh' };

export const simpleRnn: BlockEntry = {
  id: 'simpleRnn',
  label: 'simple RNN',
  family: 'recurrent',
  description:
    'Reads a sequence step by step: each state is made of the input and of the state before, always with the same weights.',
  formula: 'h(t) = φ(x(t)·Wx + h(t−1)·Wh + b), h(0) = 0',
  source: 'Elman 1990, as torch.nn.RNN; its gradients: Pascanu, Mikolov & Bengio 2013, eq. 3–5',
  parameters: recurrentParameters,
  has: { activation: true, initializer: true, recurrentInitializer: true, stack: false },
  template: {
    type: 'simpleRnn',
    repeat: 1,
    values: { width: 24, handsOn: 'last' },
    activation,
    initializer: { kind: 'glorotNormal' },
    recurrentInitializer: { kind: 'spectralRadius', radius: 0.95 },
  },
  expand(block, expansion) {
    const cell = unroll(block, expansion, 'A recurrent block', [0]);
    const states: number[] = [];
    for (let time = 1; time <= cell.steps; time++) {
      const before = states.slice(-1);
      states.push(
        cell.add(time, '', {
          kind: 'simpleRnn',
          inputs: [...before, cell.projection],
          outputShape: [cell.width],
          activation: block.activation ?? activation,
          parameters: time === 1 ? [cell.recurrentWeights(1)] : [],
          ...(time === 1 ? {} : { parametersOf: at(states, 0) }),
        }),
      );
    }
    return cell.handOn(states);
  },
  kinds: ['simpleRnn', 'sequence'],
  summary: recurrentSummary,
};

export const simpleRnnKinds: Transformations = { simpleRnn: stateProduct, sequence };
