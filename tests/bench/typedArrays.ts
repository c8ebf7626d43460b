/** The network by hand: one Float32Array a tensor, plain loops, nothing measured but the loss. */
import type { Contender } from './contender';
import { BATCH, LEARNING_RATE, type LayerWork, type Work } from './work';

interface Layer extends LayerWork {
  readonly output: Float32Array;
  /** ∂L/∂h, turned into ∂L/∂z in place. */
  readonly gradient: Float32Array;
  readonly weightGradient: Float32Array;
  readonly biasGradient: Float32Array;
}

function forward(layer: Layer, input: Float32Array) {
  const { fanIn, fanOut, weights, bias, output } = layer;
  for (let row = 0; row < BATCH; row++) {
    const first = row * fanOut;
    output.set(bias, first);
    for (let from = 0; from < fanIn; from++) {
      const value = input[row * fanIn + from]!;
      const start = from * fanOut;
      for (let to = 0; to < fanOut; to++)
        output[first + to] = output[first + to]! + value * weights[start + to]!;
    }
  }
  if (layer.activation === 'tanh')
    for (let place = 0; place < output.length; place++) output[place] = Math.tanh(output[place]!);
}

/** `inputGradient` null: nobody asks for it. */
function backward(layer: Layer, input: Float32Array, inputGradient: Float32Array | null) {
  const { fanIn, fanOut, weights, output, gradient, weightGradient, biasGradient } = layer;
  if (layer.activation === 'tanh') {
    for (let place = 0; place < gradient.length; place++) {
      const h = output[place]!;
      gradient[place] = gradient[place]! * (1 - h * h);
    }
  }
  weightGradient.fill(0);
  biasGradient.fill(0);
  for (let row = 0; row < BATCH; row++) {
    const first = row * fanOut;
    for (let to = 0; to < fanOut; to++) biasGradient[to] = biasGradient[to]! + gradient[first + to]!;
    for (let from = 0; from < fanIn; from++) {
      const value = input[row * fanIn + from]!;
      const start = from * fanOut;
      let sum = 0;
      for (let to = 0; to < fanOut; to++) {
        const slope = gradient[first + to]!;
        weightGradient[start + to] = weightGradient[start + to]! + value * slope;
        sum += slope * weights[start + to]!;
      }
      if (inputGradient) inputGradient[row * fanIn + from] = sum;
    }
  }
}

function update(values: Float32Array, gradient: Float32Array) {
  for (let place = 0; place < values.length; place++)
    values[place] = values[place]! - LEARNING_RATE * gradient[place]!;
}

export async function typedArrays({ x, y, layers: given }: Work): Promise<Contender> {
  const layers = given.map(
    (layer): Layer => ({
      ...layer,
      output: new Float32Array(BATCH * layer.fanOut),
      gradient: new Float32Array(BATCH * layer.fanOut),
      weightGradient: new Float32Array(layer.weights.length),
      biasGradient: new Float32Array(layer.bias.length),
    }),
  );
  const last = layers[layers.length - 1]!;
  const inputOf = (index: number) => layers[index - 1]?.output ?? x;
  function step(): number {
    layers.forEach((layer, index) => forward(layer, inputOf(index)));
    let sum = 0;
    for (let row = 0; row < BATCH; row++) {
      const error = last.output[row]! - y[row]!;
      sum += error * error;
      last.gradient[row] = (2 * error) / BATCH;
    }
    for (let index = layers.length - 1; index >= 0; index--)
      backward(layers[index]!, inputOf(index), layers[index - 1]?.gradient ?? null);
    for (const layer of layers) {
      update(layer.weights, layer.weightGradient);
      update(layer.bias, layer.biasGradient);
    }
    return sum / BATCH;
  }
  return {
    async train(steps) {
      let loss = Number.NaN;
      for (let made = 0; made < steps; made++) loss = step();
      return loss;
    },
    dispose: () => undefined,
  };
}
