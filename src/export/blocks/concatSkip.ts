import type { Scripts } from '../scripts';

export const concatSkipScripts: Scripts = {
  concatSkip: {
    pytorch: { line: ({ inputs }) => `torch.cat([${inputs.join(', ')}], -1)` },
    /** keras.io/api/layers/merging_layers/concatenate: along the last axis */
    keras: { line: ({ inputs, common }) => `keras.layers.Concatenate(${common})([${inputs.join(', ')}])` },
  },
};
