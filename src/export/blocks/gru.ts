import type { LayerParameter } from '../../catalogue/layers';
import { at } from '../../catalogue/values';
import { type KerasWeight, type Scripts, taken } from '../scripts';
import { recurrentLine } from './recurrent';

/** Ours are [r|z|n], Keras's [z|r|n]: the first two blocks of columns change places, and back by the same. */
export function swapGates(values: Float32Array, units: number): Float32Array {
  const swapped = Float32Array.from(values);
  for (let row = 0; row < values.length; row += 3 * units) {
    swapped.set(values.subarray(row + units, row + 2 * units), row);
    swapped.set(values.subarray(row, row + units), row + units);
  }
  return swapped;
}

const swapped = (units: number, ...parameters: readonly LayerParameter[]): KerasWeight => {
  const [first] = parameters;
  const shape = first?.shape ?? [];
  return {
    shape: parameters.length > 1 ? [parameters.length, ...shape] : shape,
    parameters,
    arrange(values) {
      const rows = values.map((each) => swapGates(taken(each), units));
      return Float32Array.from(rows.flatMap((row) => [...row]));
    },
  };
};

export const gruScripts: Scripts = {
  gruGates: {
    pytorch: {
      helper: `
def gru_gates(projected, state):
    """[r | z | what the input says | what the state says]: the last is reset before it is added."""
    w = state.shape[1] // 3
    both = projected[:, : 2 * w] + state[:, : 2 * w]
    return torch.cat([both, projected[:, 2 * w :], state[:, 2 * w :]], 1)`,
      line: ({ inputs, parameter }) =>
        `gru_gates(${inputs[1]}, ${inputs[0]} @ ${parameter('Wh')} + ${parameter('bh')})`,
    },
    keras: null,
  },
  gruCandidate: {
    pytorch: {
      helper: `
def gru_candidate(gates):
    r, _, projected, state = gates.chunk(4, 1)
    return projected + torch.sigmoid(r) * state`,
      line: ({ inputs }) => `gru_candidate(${inputs[0]})`,
    },
    keras: null,
  },
  gruGatesBefore: {
    pytorch: {
      helper: `
def gru_gates_before(projected, state):
    """[r | z | what the input says]; state has r and z alone."""
    w = state.shape[1] // 2
    return torch.cat([projected[:, : 2 * w] + state, projected[:, 2 * w :]], 1)`,
      line: ({ inputs: [h, projected], parameter, layer }) =>
        `gru_gates_before(${projected}, ${h} @ ${parameter('Wh')}[:, :${2 * at(layer.inputShape, 0)}])`,
    },
    keras: null,
  },
  gruCandidateBefore: {
    pytorch: {
      helper: `
def gru_candidate_before(h, gates, u):
    r, _, projected = gates.chunk(3, 1)
    return projected + (torch.sigmoid(r) * h) @ u`,
      line: ({ inputs: [h, gates], parameter, layer }) =>
        `gru_candidate_before(${h}, ${gates}, ${parameter('Wh')}[:, ${2 * at(layer.inputShape, 0)}:])`,
    },
    keras: null,
  },
  gru: {
    pytorch: {
      helper: `
def gru_state(h, gates, n):
    z = torch.sigmoid(gates[:, n.shape[1] : 2 * n.shape[1]])
    return (1 - z) * n + z * h`,
      line: ({ inputs }) => `gru_state(${inputs.join(', ')})`,
    },
    /**
     * keras.io/api/layers/recurrent_layers/gru: gates z, r, h; kernel [in, 3·units], recurrent_kernel [units, 3·units].
     * reset_after (as PyTorch and cuDNN) has two rows of biases [2, 3·units], the input's and the state's; without it
     * there is one [3·units].
     */
    keras: {
      line: (call) => recurrentLine('GRU', call, `reset_after=${call.parameter('bh') ? 'True' : 'False'}`),
      weights({ layer, parameter }) {
        const units = at(layer.outputShape, 0);
        const own = (...names: readonly string[]) =>
          names.map(parameter).filter((each): each is LayerParameter => each !== null);
        return [own('W'), own('Wh'), own('b', 'bh')].map((each) => swapped(units, ...each));
      },
    },
  },
};
