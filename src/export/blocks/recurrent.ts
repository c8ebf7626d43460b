import { at } from '../../catalogue/values';
import type { KerasCall, PytorchCall, Scripts } from '../scripts';

export const stateProductLine = ({ inputs, parameter }: PytorchCall): string =>
  `${inputs[1]} + ${inputs[0]} @ ${parameter('Wh')}`;

/** The only row that takes all states: its inputs stand in one list. */
export const sequenceScripts: Scripts = {
  sequence: { pytorch: { line: ({ inputs }) => `torch.stack(${inputs[0]}, 1)` }, keras: null },
};

/** All rows of a recurrent block as one layer of Keras: `return_sequences` hands on every state, else the last. */
export function recurrentLine(
  kind: string,
  { inputs, layer, common, handsOnAll }: KerasCall,
  ...more: readonly string[]
): string {
  const values = [
    String(at(layer.outputShape, 0)),
    ...more,
    ...(handsOnAll ? ['return_sequences=True'] : []),
    common,
  ];
  return `keras.layers.${kind}(${values.join(', ')})(${inputs[0]})`;
}
