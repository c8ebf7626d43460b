import { numberOf } from '../../catalogue/values';
import type { Scripts } from '../scripts';

export const dropoutScripts: Scripts = {
  dropout: {
    pytorch: {
      helper: `
def dropout(x, rate, name):
    """At step 0 what the lab drops there; afterwards what PyTorch draws."""
    kept = KEPT.pop(name, None)
    if kept is None:
        return F.dropout(x, rate)
    return torch.where(kept.reshape(x.shape), x / (1 - rate), torch.zeros_like(x))`,
      line: ({ inputs, layer }) =>
        numberOf(layer.values, 'rate') === 0
          ? `${inputs[0]}.clone()`
          : `dropout(${inputs[0]}, ${numberOf(layer.values, 'rate')}, "${layer.name}")`,
    },
    /** keras.io/api/layers/regularization_layers/dropout: what stays is divided by 1 − rate, while training. */
    keras: {
      helper: `
class Dropout(keras.layers.Dropout):
    """At step 0 what the lab drops there; afterwards what Keras draws."""

    def call(self, x, training=False):
        kept = KEPT.get(self.name) if training else None
        if kept is None:
            return super().call(x, training=training)
        return ops.where(ops.reshape(kept, x.shape), x / (1 - self.rate), 0.0)`,
      line: ({ inputs, layer, common }) =>
        numberOf(layer.values, 'rate') === 0
          ? `keras.layers.Identity(${common})(${inputs[0]})`
          : `Dropout(${numberOf(layer.values, 'rate')}, ${common})(${inputs[0]})`,
    },
  },
};
