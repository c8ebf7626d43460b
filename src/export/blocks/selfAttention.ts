import { affineLine, type Scripts } from '../scripts';
import { kerasDense } from './dense';

export const selfAttentionScripts: Scripts = {
  attention: {
    pytorch: {
      helper: `
def attention(q, k, v, causal):
    """softmax(q kᵀ / √d) v within each example."""
    scores = q @ k.transpose(1, 2) / k.shape[-1] ** 0.5
    if causal:
        scores = scores.masked_fill(torch.ones_like(scores[0]).triu(1).bool(), float("-inf"))
    return scores.softmax(-1) @ v`,
      line: ({ inputs, layer }) =>
        `attention(${inputs.join(', ')}, causal=${layer.values['causal'] === true ? 'True' : 'False'})`,
    },
    /** Written out over dense layers, so that each has the lab's name: keras.io/api/ops (matmul, softmax, where). */
    keras: {
      helper: `
def attention(q, k, v, causal):
    """softmax(q kᵀ / √d) v within each example."""
    scores = ops.matmul(q, ops.transpose(k, (0, 2, 1))) / k.shape[-1] ** 0.5
    if causal:
        may_look = np.tril(np.ones((q.shape[1], q.shape[1]), bool))
        scores = ops.where(may_look, scores, -1e30)
    return ops.matmul(ops.softmax(scores, -1), v)`,
      line: ({ inputs, layer }) =>
        `attention(${inputs.join(', ')}, causal=${layer.values['causal'] === true ? 'True' : 'False'})`,
    },
  },
  selfAttention: { pytorch: { line: affineLine }, keras: kerasDense },
};
