import { EPSILON } from '../../catalogue/blocks/norms';
import { asTheyAre, type Scripts } from '../scripts';

export const layerNormScripts: Scripts = {
  layerNorm: {
    pytorch: {
      line: ({ inputs: [x], parameter, layer }) =>
        `F.layer_norm(${x}, (${layer.inputShape.at(-1)},), ${parameter('gamma')}, ${parameter('beta')}, ${EPSILON})`,
    },
    /**
     * keras.io/api/layers/normalization_layers/layer_normalization: over the last axis,
     * gamma · (x − mean)/sqrt(var + epsilon) + beta; weights gamma, beta; its own epsilon is 1e-3.
     */
    keras: {
      line: ({ inputs: [x], common }) =>
        `keras.layers.LayerNormalization(epsilon=${EPSILON}, ${common})(${x})`,
      weights: (call) => asTheyAre(call, 'gamma', 'beta'),
    },
  },
};
