import { EPSILON } from '../../catalogue/blocks/norms';
import { asTheyAre, type KerasWeight, type Scripts } from '../scripts';

/** What a running statistic of so many channels starts at. */
const statistic = (channels: number, start: number): KerasWeight => ({
  shape: [channels],
  parameters: [],
  arrange: () => new Float32Array(channels).fill(start),
});

export const batchNormScripts: Scripts = {
  batchNorm: {
    pytorch: {
      helper: `
def batch_norm(x, gamma, beta):
    """Over the batch and every position in it, as in training; running averages are left out."""
    axes = tuple(range(x.dim() - 1))
    variance, mean = torch.var_mean(x, axes, unbiased=False)
    return (x - mean) / torch.sqrt(variance + ${EPSILON}) * gamma + beta`,
      line: ({ inputs: [x], parameter }) => `batch_norm(${x}, ${parameter('gamma')}, ${parameter('beta')})`,
    },
    /**
     * keras.io/api/layers/normalization_layers/batch_normalization: gamma · (batch − mean)/sqrt(var + epsilon) + beta,
     * moving_mean · momentum + mean · (1 − momentum), so that its momentum is one less PyTorch's; weights gamma, beta,
     * moving_mean, moving_variance.
     */
    keras: {
      line: ({ inputs: [x], common }) =>
        `keras.layers.BatchNormalization(momentum=0.9, epsilon=${EPSILON}, ${common})(${x})`,
      weights(call) {
        const channels = call.layer.outputShape.at(-1) ?? 1;
        return [...asTheyAre(call, 'gamma', 'beta'), statistic(channels, 0), statistic(channels, 1)];
      },
    },
  },
};
