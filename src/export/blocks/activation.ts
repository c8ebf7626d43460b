import type { Scripts } from '../scripts';

export const activationScripts: Scripts = {
  activation: {
    // A copy, so that the row has a gradient of its own.
    pytorch: { line: ({ inputs }) => `${inputs[0]}.clone()` },
    /** keras.io/api/layers/core_layers/identity */
    keras: { line: ({ inputs, common }) => `keras.layers.Identity(${common})(${inputs[0]})` },
  },
};
