import { asTheyAre, type Scripts } from '../scripts';
import { recurrentLine, sequenceScripts, stateProductLine } from './recurrent';

export const simpleRnnScripts: Scripts = {
  simpleRnn: {
    pytorch: { line: stateProductLine },
    /** keras.io/api/layers/recurrent_layers/simple_rnn: kernel [in, units], recurrent_kernel [units, units], bias [units]. */
    keras: {
      bends: true,
      line: (call) => recurrentLine('SimpleRNN', call),
      weights: (call) => asTheyAre(call, 'W', 'Wh', 'b'),
    },
  },
  ...sequenceScripts,
};
