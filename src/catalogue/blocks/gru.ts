import type { Transformations } from '../ops';
import type { BlockEntry, RowSpec } from '../types';
import { at, booleanOf } from '../values';
import * as after from './gruResetAfter';
import * as before from './gruResetBefore';
import { state } from './gruState';
import { biasOf, recurrentParameters, recurrentSummary, unroll } from './recurrent';

export const gru: BlockEntry = {
  id: 'gru',
  label: 'GRU',
  family: 'recurrent',
  description:
    'Reads a sequence step by step; one gate says how much of the state before is carried on, another how much of it the new candidate sees.',
  formula:
    'r, z = σ(x·Wx + h(t−1)·Wh + b + bh); n = tanh(xₙ + r⊙(h(t−1)·Un + bhn)); h(t) = (1 − z)⊙n + z⊙h(t−1); reset before: n = tanh(xₙ + (r⊙h(t−1))·Un), no bh',
  source: 'Cho et al. 2014, eq. 5–8 (reset before the product); reset after it: as torch.nn.GRU and cuDNN',
  parameters: [
    ...recurrentParameters,
    {
      id: 'resetAfter',
      label: 'reset after the product',
      type: 'boolean',
      default: true,
      effect: 'rebuild',
      description:
        'Whether the reset gate multiplies what the recurrent weights made of the state (as PyTorch), or the state itself (as Cho 2014).',
    },
  ],
  has: { activation: false, initializer: true, recurrentInitializer: true, stack: false },
  template: {
    type: 'gru',
    repeat: 1,
    values: { width: 24, handsOn: 'last', resetAfter: true },
    initializer: { kind: 'glorotNormal' },
    recurrentInitializer: { kind: 'orthogonal', gain: 1 },
  },
  expand(block, expansion) {
    const unrolled = unroll(block, expansion, 'A GRU', [0, 0, 0]);
    const { name, steps, width, projection } = unrolled;
    const resetAfter = booleanOf(block.values, 'resetAfter');
    const fans = { fanIn: width, fanOut: width };
    const parameters: RowSpec['parameters'] = [
      unrolled.recurrentWeights(3),
      ...(resetAfter ? [biasOf('bh', `${name}/bh`, width, fans, [0, 0, 0])] : []),
    ];
    const states: number[] = [];
    let firstGates = 0;
    for (let time = 1; time <= steps; time++) {
      const isFirst = time === 1;
      const stateBefore = states.slice(-1);
      const gated = unrolled.add(time, 'gates', {
        kind: resetAfter ? 'gruGates' : 'gruGatesBefore',
        inputs: [...stateBefore, projection],
        outputShape: [(resetAfter ? 4 : 3) * width],
        activation: null,
        parameters: isFirst ? parameters : [],
        ...(isFirst ? {} : { parametersOf: firstGates }),
        inner: true,
      });
      if (isFirst) firstGates = gated;
      const fresh = unrolled.add(time, 'candidate', {
        kind: resetAfter ? 'gruCandidate' : 'gruCandidateBefore',
        inputs: [...(resetAfter ? [] : stateBefore), gated],
        outputShape: [width],
        activation: { kind: 'tanh' },
        parameters: [],
        parametersOf: firstGates,
        inner: true,
      });
      states.push(
        unrolled.add(time, '', {
          kind: 'gru',
          inputs: [...stateBefore, gated, fresh],
          outputShape: [width],
          activation: null,
          parameters: [],
          ...(isFirst
            ? {}
            : {
                junction: { source: at(stateBefore, 0), first: gated, last: fresh, paths: ['carry', 'rest'] },
              }),
        }),
      );
    }
    return unrolled.handOn(states);
  },
  kinds: ['gruGates', 'gruCandidate', 'gruGatesBefore', 'gruCandidateBefore', 'gru'],
  summary: recurrentSummary,
};

export const gruKinds: Transformations = {
  gruGates: after.gates,
  gruCandidate: after.candidate,
  gruGatesBefore: before.gates,
  gruCandidateBefore: before.candidate,
  gru: state,
};
