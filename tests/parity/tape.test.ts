/** Our written-out backpropagation against TensorFlow.js's tape, with its own ops, on a network of the catalogue's blocks. */
import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, test } from 'vitest';
import { QUANTITIES } from '../../src/catalogue/types';
import type { Data } from '../../src/data/types';
import type { Engine, Trainer } from '../../src/engine/types';
import { newLane } from '../../src/spec/defaults';
import { makeSpirals } from './smallData';
import { startNode } from './startNode';

const weights = { kind: 'glorotNormal' };
const dense = (id: string, activation: string) => ({
  id,
  type: 'dense',
  repeat: 1,
  values: { width: 8, bias: true, biasSigma: 0.1 },
  activation: { kind: activation },
  initializer: weights,
});
const spec = newLane({
  blocks: [
    dense('b1', 'tanh'),
    {
      id: 'b2',
      type: 'residual',
      repeat: 3,
      values: { branchScale: 0.5, zeroInitLast: false },
      stack: [dense('b3', 'tanh'), dense('b4', 'linear')],
    },
    dense('b5', 'sigmoid'),
  ],
  loss: { kind: 'mse' },
});

let engine: Engine;
let data: Data;
let trainer: Trainer;
beforeAll(async () => {
  engine = await startNode('cpu');
  data = makeSpirals();
  trainer = engine.createTrainer(spec, data, 11, { fullBatch: true });
});

/** Loss and gradient norms by name, from the tape. */
async function byTape(flat: Float32Array) {
  const parameters = new Map<string, tf.Variable>(
    trainer.layers.flatMap((layer) =>
      layer.parameters.map(
        ({ name, shape, offset, size }) =>
          [
            `${layer.name}/${name}`,
            tf.variable(tf.tensor(flat.slice(offset, offset + size), [...shape])),
          ] as const,
      ),
    ),
  );
  const get = (name: string): tf.Variable => {
    const found = parameters.get(name);
    if (!found) throw new Error(`No parameter ${name}.`);
    return found;
  };
  const layer = (x: tf.Tensor, name: string) =>
    tf.add(tf.matMul(x as tf.Tensor2D, get(`${name}/W`) as unknown as tf.Tensor2D), get(`${name}/b`));
  const { value, grads } = tf.variableGrads(() => {
    let h: tf.Tensor = tf.tanh(layer(tf.tensor2d(data.train.x, [data.train.count, 2]), 'dense1'));
    for (const block of [0, 1, 2])
      h = tf.add(h, tf.mul(0.5, layer(tf.tanh(layer(h, `dense${2 + 2 * block}`)), `dense${3 + 2 * block}`)));
    h = tf.sigmoid(layer(h, 'dense8'));
    const error = tf.sub(layer(h, 'dense9'), tf.tensor2d(data.train.y, [data.train.count, 1]));
    return tf.mean(tf.square(error)) as tf.Scalar;
  }, [...parameters.values()]);
  const norms = new Map(
    [...parameters].map(([name, variable]) => [
      name,
      Math.sqrt(tf.sum(tf.square(grads[variable.name] as tf.Tensor)).dataSync()[0] ?? Number.NaN),
    ]),
  );
  return { loss: value.dataSync()[0] ?? Number.NaN, norms };
}

test('the tape gives the same loss and the same gradient of every parameter', async () => {
  const chunk = await trainer.measure();
  const tape = await byTape(await trainer.parameters());
  const ours = trainer.layers.flatMap((layer, index) =>
    layer.parameters.map(({ name, role }) => {
      const quantity = role === 'weights' ? 'gradientWeights' : 'gradientBias';
      return [
        `${layer.name}/${name}`,
        chunk.perLayer[index * QUANTITIES.length + QUANTITIES.indexOf(quantity)] ?? Number.NaN,
      ] as const;
    }),
  );
  expect(chunk.perStep[0]).toBeCloseTo(tape.loss, 5);
  expect(ours).toHaveLength(18);
  for (const [name, norm] of ours)
    expect(Math.abs(norm / (tape.norms.get(name) ?? Number.NaN) - 1), name).toBeLessThan(2e-5);
});
