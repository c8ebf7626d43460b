import type { Transformations } from '../ops';
import type { BlockEntry } from '../types';
import { at, numberOf } from '../values';
import { cell, hidden } from './lstmCell';
import { recurrentParameters, recurrentSummary, stateProduct, unroll } from './recurrent';

export const lstm: BlockEntry = {
  id: 'lstm',
  label: 'LSTM',
  family: 'recurrent',
  description:
    'Reads a sequence step by step and keeps a cell beside its state: gates say what enters the cell, what stays and what is told. Along the cell a gradient is only multiplied by the forget gate.',
  formula: '[i|f|g|o] = x·Wx + h(t−1)·Wh + b; c(t) = σ(f)⊙c(t−1) + σ(i)⊙tanh(g); h(t) = σ(o)⊙tanh(c(t))',
  source:
    'Hochreiter & Schmidhuber 1997; forget gate: Gers, Schmidhuber & Cummins 2000; its bias of 1: Jozefowicz et al. 2015; as torch.nn.LSTM',
  parameters: [
    ...recurrentParameters,
    {
      id: 'forgetBias',
      label: 'forget bias',
      type: 'number',
      default: 1,
      min: -10,
      max: 10,
      slider: { min: -2, max: 5, scale: 'linear' },
      effect: 'rebuild',
      description:
        'What the forget gate’s bias starts at: at 0 each step keeps half of the cell, at 1 73 %, at 3 95 %.',
    },
  ],
  has: { activation: false, initializer: true, recurrentInitializer: true, stack: false },
  template: {
    type: 'lstm',
    repeat: 1,
    values: { width: 24, handsOn: 'last', forgetBias: 1 },
    initializer: { kind: 'glorotNormal' },
    recurrentInitializer: { kind: 'orthogonal', gain: 1 },
  },
  expand(block, expansion) {
    const unrolled = unroll(block, expansion, 'An LSTM', [0, numberOf(block.values, 'forgetBias'), 0, 0]);
    const { steps, width, projection } = unrolled;
    const states: number[] = [];
    let firstGates = 0;
    let cellBefore = -1;
    for (let time = 1; time <= steps; time++) {
      const isFirst = time === 1;
      const before = states.slice(-1);
      const gates = unrolled.add(time, 'gates', {
        kind: 'gates',
        inputs: [...before, projection],
        outputShape: [4 * width],
        activation: null,
        parameters: isFirst ? [unrolled.recurrentWeights(4)] : [],
        ...(isFirst ? {} : { parametersOf: firstGates }),
        inner: true,
      });
      if (isFirst) firstGates = gates;
      const cellNow = unrolled.add(time, 'cell', {
        kind: 'lstmCell',
        inputs: isFirst ? [gates] : [cellBefore, gates],
        outputShape: [width],
        activation: null,
        parameters: [],
        inner: true,
        // Of what comes back to c(t−1), this came straight from c(t); the rest through h(t−1).
        ...(isFirst
          ? {}
          : { junction: { source: cellBefore, first: at(before, 0), last: gates, paths: ['cell', 'rest'] } }),
      });
      states.push(
        unrolled.add(time, '', {
          kind: 'lstm',
          inputs: [cellNow, gates],
          outputShape: [width],
          activation: null,
          parameters: [],
        }),
      );
      cellBefore = cellNow;
    }
    return unrolled.handOn(states);
  },
  kinds: ['gates', 'lstmCell', 'lstm'],
  summary: recurrentSummary,
};

export const lstmKinds: Transformations = { gates: stateProduct, lstmCell: cell, lstm: hidden };
