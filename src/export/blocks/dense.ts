import { affineLine, asTheyAre, type KerasKind, type Scripts } from '../scripts';

/** keras.io/api/layers/core_layers/dense: kernel [in, units], bias [units]; of a sequence, at each of its steps. */
export const kerasDense: KerasKind = {
  bends: true,
  line: ({ inputs: [x], parameter, common, layer }) =>
    `keras.layers.Dense(${layer.outputShape.at(-1)}, ${parameter('b') ? '' : 'use_bias=False, '}${common})(${x})`,
  weights: (call) => asTheyAre(call, 'W', 'b'),
};

export const denseScripts: Scripts = { dense: { pytorch: { line: affineLine }, keras: kerasDense } };
