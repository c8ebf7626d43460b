import { asTheyAre, type Scripts } from '../scripts';
import { recurrentLine, stateProductLine } from './recurrent';

export const lstmScripts: Scripts = {
  gates: { pytorch: { line: stateProductLine }, keras: null },
  lstmCell: {
    pytorch: {
      helper: `
def lstm_cell(c, gates):
    i, f, g, _ = gates.chunk(4, 1)
    return torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)`,
      line: ({ inputs }) => `lstm_cell(${inputs.join(', ')})`,
    },
    keras: null,
  },
  lstm: {
    pytorch: {
      helper: `
def lstm_state(c, gates):
    return torch.sigmoid(gates.chunk(4, 1)[3]) * torch.tanh(c)`,
      line: ({ inputs }) => `lstm_state(${inputs.join(', ')})`,
    },
    /**
     * keras.io/api/layers/recurrent_layers/lstm: gates i, f, c, o, which is our order; kernel [in, 4·units],
     * recurrent_kernel [units, 4·units], one bias [4·units]. unit_forget_bias is of the start alone, and our bias has it.
     */
    keras: {
      line: (call) => recurrentLine('LSTM', call),
      weights: (call) => asTheyAre(call, 'W', 'Wh', 'b'),
    },
  },
};
