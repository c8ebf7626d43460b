/** A look at a lane as it stands: what its network makes of held-out rows and the picture, and how a layer's numbers are spread. */
import { gather } from './batches';
import { meanLoss } from './heap/meanLoss';
import { accuracyOf, guessesOf, pictureInputs } from './heldOut';
import { histogramOf } from './histogram';
import type { Lane } from './lane';
import { backward } from './passes';
import { sizeOf } from './shapes';
import { scope, type Tensor } from './tf';
import type { Histograms, Snapshot } from './types';

/** Everything is issued before the first wait: steps issued meanwhile do not reach in. `layer` −1: no histograms. */
export async function inspect(lane: Lane, step: number, layer: number): Promise<Snapshot> {
  const { data, device, outputShape } = lane;
  const { heldOut } = data;
  const choice = lane.spec.loss;
  const reads = scope(() => {
    const picture = pictureInputs(data);
    const run = (x: Float32Array, count: number) => {
      const outputs = lane.ask(step, x, count);
      return outputs ? device.readTensor(outputs) : Promise.resolve(new Float32Array());
    };
    return {
      heldOut: run(heldOut.x, heldOut.count),
      picture: picture ? run(picture.x, picture.count) : null,
      gridSize: picture?.size ?? 0,
      histograms: readHistograms(lane, step, layer),
    };
  });
  const outputs = await reads.heldOut;
  const columns = heldOut.y.length / heldOut.count;
  const rows = Uint32Array.from({ length: heldOut.count }, (_, row) => row);
  const targets = gather(heldOut.y, columns, sizeOf(outputShape), rows);
  const width = outputShape.at(-1) ?? 1;
  const guesses = guessesOf(outputs, outputs.length / width, data, choice);
  return {
    step,
    heldOut: {
      step,
      loss: meanLoss(outputs, targets, width, choice),
      accuracy: accuracyOf(guesses, targets),
    },
    outputs: reads.picture ? await reads.picture : outputs,
    gridSize: reads.gridSize,
    guesses,
    histograms: reads.histograms ? await reads.histograms : null,
  };
}

/** Must be called inside a scope. The layer's numbers on the batch of the coming step. */
function readHistograms(lane: Lane, step: number, layer: number): Promise<Histograms> | null {
  const { device, layers, parameters } = lane;
  if (layer < 0 || layer >= layers.length) return null;
  const { forward: pass, loss } = lane.pass(step);
  let gradient: Tensor | null = null;
  backward(device, layers, pass, loss.gradient, {
    values: () => undefined,
    inputGradient: () => undefined,
    paths: () => undefined,
    gradients: (at, _preActivation, output) => {
      if (at === layer) gradient = output;
    },
  });
  const owner = layers[layer]?.parametersOf ?? layer;
  const weights = layers[owner]?.parameters.find((parameter) => parameter.role === 'weights');
  const tensors = {
    weights: weights ? parameters.tensors[owner]?.[weights.name] : null,
    preActivation: pass.preActivations[layer] ?? pass.outputs[layer],
    output: pass.outputs[layer],
    gradientOutput: gradient as Tensor | null,
  };
  const names = ['weights', 'preActivation', 'output', 'gradientOutput'] as const;
  const bins = names.map((name) => {
    const tensor = tensors[name];
    return tensor ? device.readTensor(tensor).then(histogramOf) : Promise.resolve(null);
  });
  return Promise.all(bins).then(
    ([weightBins = null, preActivation = null, output = null, gradientOutput = null]) => ({
      layer,
      tensors: { weights: weightBins, preActivation, output, gradientOutput },
    }),
  );
}
