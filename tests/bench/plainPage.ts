/** Bundled by scripts/bench.mjs: TensorFlow.js as it is published, its kernels untouched, measuring nothing but the loss. */
import * as tf from '@tensorflow/tfjs';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { type Contender, offer, type Task } from './contender';
import { layersNet } from './layersNets';
import { BATCH, LEARNING_RATE, sizeOf, workOf } from './work';

/** Core alone: its tape and its optimizer. */
async function core(task: Task): Promise<Contender> {
  const work = workOf(sizeOf(task));
  const optimizer = tf.train.sgd(LEARNING_RATE);
  const x = tf.tensor2d(work.x, [BATCH, 2]);
  const y = tf.tensor2d(work.y, [BATCH, 1]);
  const layers = work.layers.map((layer) => ({
    weights: tf.variable(tf.tensor2d(layer.weights, [layer.fanIn, layer.fanOut])),
    bias: tf.variable(tf.tensor1d(layer.bias)),
    activation: layer.activation,
  }));
  const lossOf = () => {
    let h: tf.Tensor = x;
    for (const { weights, bias, activation } of layers) {
      const z = tf.add(tf.matMul(h, weights), bias);
      h = activation === 'tanh' ? tf.tanh(z) : z;
    }
    return tf.mean(tf.squaredDifference(h, y)) as tf.Scalar;
  };
  const step = () =>
    tf.tidy(() => {
      const { value, grads } = tf.variableGrads(lossOf);
      optimizer.applyGradients(grads);
      return value;
    });
  return {
    async train(steps) {
      for (let made = 1; made < steps; made++) step().dispose();
      const loss = step();
      const [number = Number.NaN] = await loss.data();
      loss.dispose();
      return number;
    },
    dispose: () => {
      tf.dispose([x, y]);
      for (const { weights, bias } of layers) tf.dispose([weights, bias]);
    },
  };
}

/** `tf.layers`: a sequential model and `trainOnBatch`, which brings the loss home at each step. */
async function layersApi(task: Task): Promise<Contender> {
  if ('net' in task) return layersNet(task.net);
  const work = workOf(task);
  const model = tf.sequential({
    layers: work.layers.map((layer, index) =>
      tf.layers.dense({
        units: layer.fanOut,
        activation: layer.activation,
        ...(index === 0 ? { inputShape: [layer.fanIn] } : {}),
      }),
    ),
  });
  model.layers.forEach((layer, index) => {
    const from = work.layers[index]!;
    layer.setWeights([tf.tensor2d(from.weights, [from.fanIn, from.fanOut]), tf.tensor1d(from.bias)]);
  });
  model.compile({ optimizer: tf.train.sgd(LEARNING_RATE), loss: 'meanSquaredError' });
  const x = tf.tensor2d(work.x, [BATCH, 2]);
  const y = tf.tensor2d(work.y, [BATCH, 1]);
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

const KINDS = { core, layers: layersApi };

offer(
  async (backend, wasm) => {
    setWasmPaths({
      'tfjs-backend-wasm.wasm': wasm,
      'tfjs-backend-wasm-simd.wasm': wasm,
      'tfjs-backend-wasm-threaded-simd.wasm': wasm,
    });
    // Without it TensorFlow.js refuses a software renderer.
    if (backend === 'webgl') tf.env().set('SOFTWARE_WEBGL_ENABLED', true);
    if (!(await tf.setBackend(backend))) throw new Error(`${backend} did not start.`);
    return tf.getBackend();
  },
  KINDS,
  async (kind, task) => {
    const contender = await KINDS[kind as keyof typeof KINDS](task);
    await contender.train(1);
    const { kernels } = await tf.profile(async () => [tf.scalar(await contender.train(1))]);
    contender.dispose();
    return { operations: kernels.length, looks: 0 };
  },
);
