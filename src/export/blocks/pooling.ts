import { numberOf } from '../../catalogue/values';
import type { Scripts } from '../scripts';

/**
 * `F.max_pool2d` and the like take NCHW. keras.io/api/layers/pooling_layers: `pool_size`, as strides too, and `valid`:
 * what is left over at the end is not looked at.
 */
export const poolingScripts = (kind: string, pytorch: string, keras: string): Scripts => ({
  [kind]: {
    pytorch: {
      line: ({ inputs: [x], layer }) =>
        `F.${pytorch}(${x}.permute(0, 3, 1, 2), ${numberOf(layer.values, 'size')}).permute(0, 2, 3, 1)`,
    },
    keras: {
      line: ({ inputs: [x], layer, common }) =>
        `keras.layers.${keras}(${numberOf(layer.values, 'size')}, ${common})(${x})`,
    },
  },
});
