import type { Transformations } from '../ops';
import type { BlockEntry, RowSpec } from '../types';
import { at, booleanOf } from '../values';
import * as after from './gruResetAfter';
import * as before from './gruResetBefore';
import { state } from './gruState';
import { biasOf, recurrentParameters, recurrentSummary, unroll } from './recurrent';
import type { Scripts } from '../script';

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

export const gruScripts: Scripts = {
  gruGates: {
    helper: `
def gru_gates(projected, state):
    """[r | z | what the input says | what the state says]: the last is reset before it is added."""
    w = state.shape[1] // 3
    both = projected[:, : 2 * w] + state[:, : 2 * w]
    return torch.cat([both, projected[:, 2 * w :], state[:, 2 * w :]], 1)`,
    line: ({ inputs, parameter }) =>
      `gru_gates(${inputs[1]}, ${inputs[0]} @ ${parameter('Wh')} + ${parameter('bh')})`,
  },
  gruCandidate: {
    helper: `
def gru_candidate(gates):
    r, _, projected, state = gates.chunk(4, 1)
    return projected + torch.sigmoid(r) * state`,
    line: ({ inputs }) => `gru_candidate(${inputs[0]})`,
  },
  gruGatesBefore: {
    helper: `
def gru_gates_before(projected, state):
    """[r | z | what the input says]; state has r and z alone."""
    w = state.shape[1] // 2
    return torch.cat([projected[:, : 2 * w] + state, projected[:, 2 * w :]], 1)`,
    line: ({ inputs: [h, projected], parameter, layer }) =>
      `gru_gates_before(${projected}, ${h} @ ${parameter('Wh')}[:, :${2 * at(layer.inputShape, 0)}])`,
  },
  gruCandidateBefore: {
    helper: `
def gru_candidate_before(h, gates, u):
    r, _, projected = gates.chunk(3, 1)
    return projected + (torch.sigmoid(r) * h) @ u`,
    line: ({ inputs: [h, gates], parameter, layer }) =>
      `gru_candidate_before(${h}, ${gates}, ${parameter('Wh')}[:, ${2 * at(layer.inputShape, 0)}:])`,
  },
  gru: {
    helper: `
def gru_state(h, gates, n):
    z = torch.sigmoid(gates[:, n.shape[1] : 2 * n.shape[1]])
    return (1 - z) * n + z * h`,
    line: ({ inputs }) => `gru_state(${inputs.join(', ')})`,
  },
};
