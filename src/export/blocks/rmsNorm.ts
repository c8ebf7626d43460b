import { EPSILON } from '../../catalogue/blocks/norms';
import { asTheyAre, type Scripts } from '../scripts';

export const rmsNormScripts: Scripts = {
  rmsNorm: {
    pytorch: {
      line: ({ inputs: [x], parameter }) =>
        `${x} / torch.sqrt((${x} ** 2).mean(-1, keepdim=True) + ${EPSILON}) * ${parameter('gamma')}`,
    },
    /**
     * keras.io/api/layers/normalization_layers/rms_normalization: x · rsqrt(mean(square(x)) + epsilon) · scale over the
     * last axis, scale [features]. LayerNormalization(rms_scaling=True) is another equation.
     */
    keras: {
      line: ({ inputs: [x], common }) => `keras.layers.RMSNormalization(epsilon=${EPSILON}, ${common})(${x})`,
      weights: (call) => asTheyAre(call, 'gamma'),
    },
  },
};
