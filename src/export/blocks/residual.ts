import { numberOf } from '../../catalogue/values';
import type { KerasCall, PytorchCall, Scripts } from '../scripts';

/** x + s·F(x), which both write alike. */
const sum = {
  line({ inputs, layer }: Pick<PytorchCall | KerasCall, 'inputs' | 'layer'>): string {
    const scale = numberOf(layer.values, 'branchScale');
    return `${inputs[0]} + ${scale === 1 ? '' : `${scale} * `}${inputs[1]}`;
  },
};

export const residualScripts: Scripts = { residual: { pytorch: sum, keras: sum } };
