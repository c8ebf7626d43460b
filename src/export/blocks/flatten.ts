import type { Scripts } from '../scripts';

export const flattenScripts: Scripts = {
  flatten: {
    pytorch: { line: ({ inputs }) => `${inputs[0]}.flatten(1)` },
    /** keras.io/api/layers/reshaping_layers/flatten: row by row, channels last */
    keras: { line: ({ inputs, common }) => `keras.layers.Flatten(${common})(${inputs[0]})` },
  },
};
