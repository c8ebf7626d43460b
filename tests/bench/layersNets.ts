/** The networks of nets.ts written plainly with `tf.layers`: what has no layer there is a few operations in a layer of its own. */
import * as tf from '@tensorflow/tfjs';
import type { Contender } from './contender';
import { type NetName, type NetWork, netWorkOf } from './nets';

type Symbol = tf.SymbolicTensor;

/** softmax(q·kᵀ/√d)·v: TensorFlow.js has no such layer. */
class Attention extends tf.layers.Layer {
  static readonly className = 'BenchAttention';
  override computeOutputShape(shapes: tf.Shape | tf.Shape[]): tf.Shape {
    return (shapes as tf.Shape[])[0] as tf.Shape; // of q, k, v, all alike
  }
  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const [query, key, value] = inputs as [tf.Tensor, tf.Tensor, tf.Tensor];
    const scale = 1 / Math.sqrt(key.shape.at(-1) ?? 1);
    const products = tf.mul(tf.matMul(query, key, false, true), scale);
    return tf.matMul(tf.softmax(products), value);
  }
}

/** (1 − g)⊙x + g⊙h. */
class Carry extends tf.layers.Layer {
  static readonly className = 'BenchCarry';
  override computeOutputShape(shapes: tf.Shape | tf.Shape[]): tf.Shape {
    return (shapes as tf.Shape[])[0] as tf.Shape; // all alike
  }
  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const [x, h, gate] = inputs as [tf.Tensor, tf.Tensor, tf.Tensor];
    return tf.add(tf.mul(tf.sub(1, gate), x), tf.mul(gate, h));
  }
}

/** Builds layers and remembers the weights that each is to start with, in the order of the lane's rows. */
class Builder {
  private readonly starts: { readonly layer: tf.layers.Layer; readonly weights: tf.Tensor[] }[] = [];
  private used = 0;
  constructor(private readonly work: NetWork) {}

  /** The lane's next parameter. */
  private next(): tf.Tensor {
    const { shape, values } = this.work.parameters[this.used++]!; // as many as the network has
    return tf.tensor(values, [...shape]);
  }
  private apply(layer: tf.layers.Layer, input: Symbol, weights: tf.Tensor[]): Symbol {
    const output = layer.apply(input) as Symbol;
    this.starts.push({ layer, weights });
    return output;
  }
  dense(x: Symbol, units: number, activation: 'linear' | 'tanh' | 'relu' | 'sigmoid'): Symbol {
    return this.apply(tf.layers.dense({ units, activation }), x, [this.next(), this.next()]);
  }
  conv(x: Symbol, filters: number): Symbol {
    const layer = tf.layers.conv2d({ filters, kernelSize: 3, padding: 'same', activation: 'relu' });
    return this.apply(layer, x, [this.next(), this.next()]);
  }
  batchNorm(x: Symbol): Symbol {
    const units = x.shape.at(-1) ?? 1;
    const layer = tf.layers.batchNormalization({ momentum: 0.9, epsilon: 1e-5 });
    return this.apply(layer, x, [this.next(), this.next(), tf.zeros([units]), tf.ones([units])]);
  }
  layerNorm(x: Symbol): Symbol {
    return this.apply(tf.layers.layerNormalization({ epsilon: 1e-5 }), x, [this.next(), this.next()]);
  }
  lstm(x: Symbol, units: number): Symbol {
    const [kernel, bias, recurrent] = [this.next(), this.next(), this.next()];
    const layer = tf.layers.lstm({ units, recurrentActivation: 'sigmoid', recurrentInitializer: 'zeros' });
    return this.apply(layer, x, [kernel, recurrent, bias]);
  }
  /** Its gates stand as update, reset, candidate; ours as reset, update, candidate. */
  gru(x: Symbol, units: number): Symbol {
    const [kernel, bias, recurrent] = [this.next(), this.next(), this.next()].map((parameter) => {
      const [reset, update, candidate] = tf.split(parameter, 3, -1) as [tf.Tensor, tf.Tensor, tf.Tensor];
      return tf.concat([update, reset, candidate], -1);
    }) as [tf.Tensor, tf.Tensor, tf.Tensor];
    const layer = tf.layers.gru({ units, recurrentActivation: 'sigmoid', recurrentInitializer: 'zeros' });
    return this.apply(layer, x, [kernel, recurrent, bias]);
  }

  /** Once the model stands: the first weights. */
  start() {
    if (this.used !== this.work.parameters.length)
      throw new Error(`${this.used} of ${this.work.parameters.length} parameters were used.`);
    for (const { layer, weights } of this.starts) {
      layer.setWeights(weights);
      tf.dispose(weights);
    }
  }
}

const pool = (x: Symbol) => tf.layers.maxPooling2d({ poolSize: 2 }).apply(x) as Symbol;
const flatten = (x: Symbol) => tf.layers.flatten().apply(x) as Symbol;
const times = (count: number, input: Symbol, block: (x: Symbol) => Symbol): Symbol =>
  Array.from({ length: count }).reduce<Symbol>((x) => block(x), input);
const tanh = (x: Symbol) => tf.layers.activation({ activation: 'tanh' }).apply(x) as Symbol;

/** Everything up to the output layer. */
const PLAIN: Readonly<Record<NetName, (make: Builder, x: Symbol) => Symbol>> = {
  residual: (make, x) =>
    times(12, make.dense(x, 64, 'tanh'), (h) => {
      const branch = make.dense(make.dense(h, 64, 'relu'), 64, 'linear');
      return tf.layers.add().apply([h, branch]) as Symbol;
    }),
  convolution: (make, x) => flatten(pool(make.conv(pool(make.conv(make.conv(x, 16), 16)), 32))),
  lstm: (make, x) => make.lstm(x, 24),
  gru: (make, x) => make.gru(x, 24),
  attention: (make, x) =>
    flatten(
      times(2, make.dense(x, 32, 'tanh'), (h) => {
        const value = make.dense(h, 32, 'linear');
        const query = make.dense(h, 32, 'linear');
        const key = make.dense(h, 32, 'linear');
        return make.dense(new Attention({}).apply([query, key, value]) as Symbol, 32, 'linear');
      }),
    ),
  batchNorm: (make, x) => times(6, x, (h) => tanh(make.batchNorm(make.dense(h, 64, 'linear')))),
  layerNorm: (make, x) => times(6, x, (h) => tanh(make.layerNorm(make.dense(h, 64, 'linear')))),
  highway: (make, x) =>
    times(12, make.dense(x, 64, 'tanh'), (h) => {
      const transform = make.dense(h, 64, 'tanh');
      return new Carry({}).apply([h, transform, make.dense(h, 64, 'sigmoid')]) as Symbol;
    }),
};

export async function layersNet(name: NetName): Promise<Contender> {
  const work = netWorkOf(name);
  const { batch, inputShape, learningRate } = work.net;
  const make = new Builder(work);
  const input = tf.input({ shape: [...inputShape] });
  const outputs = make.dense(PLAIN[name](make, input), 1, 'linear');
  const model = tf.model({ inputs: input, outputs });
  make.start();
  model.compile({ optimizer: tf.train.sgd(learningRate), loss: 'meanSquaredError' });
  const x = tf.tensor(work.data.train.x, [batch, ...inputShape]);
  const y = tf.tensor(work.data.train.y, [batch, 1]);
  return {
    async train(steps) {
      let loss = Number.NaN;
      for (let step = 0; step < steps; step++) loss = Number(await model.trainOnBatch(x, y));
      return loss;
    },
    dispose: () => {
      tf.dispose([x, y]);
      model.dispose();
    },
  };
}
