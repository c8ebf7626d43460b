/** Forward and backward through a lane's layers, written out: no tape, so that every gradient passes by and can be measured. */
import { transformation, activation as activationEntry } from '../catalogue/registry';
import type { Layer } from '../catalogue/types';
import { countConsumers } from './consumers';
import type { Device, LayerTensors, Recorder } from './device';
import type { Tensor } from './tf';

export interface Forward {
  /** z of each layer; null where the layer has no activation (then z is h). */
  readonly preActivations: readonly (Tensor | null)[];
  /** h of each layer. */
  readonly outputs: readonly Tensor[];
}

/** A linear activation changes nothing: h is z. */
function activationOf(layer: Layer) {
  return layer.activation && activationEntry(layer.activation.kind).id !== 'linear' ? layer.activation : null;
}

function inputsOf(layer: Layer, x: Tensor, outputs: readonly Tensor[]): Tensor[] {
  // An input index below the layer's own is always filled: expand() lists layers in order.
  return layer.inputs.map((index) => (index < 0 ? x : (outputs[index] as Tensor)));
}

/** x: [batch, features]. */
export function forward(
  device: Device,
  layers: readonly Layer[],
  parameters: readonly LayerTensors[],
  x: Tensor,
): Forward {
  const preActivations: (Tensor | null)[] = [];
  const outputs: Tensor[] = [];
  layers.forEach((layer, index) => {
    const z = transformation(layer.kind).forward(
      device.ops,
      inputsOf(layer, x, outputs),
      parameters[index] ?? {},
      layer.values,
    );
    const activation = activationOf(layer);
    preActivations.push(activation ? z : null);
    outputs.push(activation ? device.activate(z, activation) : z);
  });
  return { preActivations, outputs };
}

/** From ∂L/∂(last layer's output) to the gradient of every parameter; what passes by goes to the recorder. */
export function backward(
  device: Device,
  layers: readonly Layer[],
  parameters: readonly LayerTensors[],
  x: Tensor,
  pass: Forward,
  gradient: Tensor,
  recorder: Recorder | null,
): LayerTensors[] {
  const consumers = countConsumers(layers);
  const outputGradients: (Tensor | null)[] = layers.map(() => null);
  outputGradients[layers.length - 1] = gradient;
  const parameterGradients: LayerTensors[] = layers.map(() => ({}));
  for (let index = layers.length - 1; index >= 0; index--) {
    const layer = layers[index] as Layer; // index runs over the array
    const dh = outputGradients[index];
    if (!dh) continue;
    const z = pass.preActivations[index] ?? null;
    const activation = activationOf(layer);
    const h = pass.outputs[index];
    const dz = z && h && activation ? device.activateBackward(dh, z, h, activation) : dh;
    recorder?.gradients(index, z ? dz : null, dh);
    const back = transformation(layer.kind).backward(
      device.ops,
      dz,
      inputsOf(layer, x, pass.outputs),
      parameters[index] ?? {},
      layer.values,
      layer.inputs.map((input) => input >= 0),
    );
    parameterGradients[index] = back.parameters;
    layer.inputs.forEach((input, position) => {
      const dx = back.inputs[position];
      if (input < 0 || !dx) return;
      if (position === 0 && !layer.skip && (consumers[input] ?? 0) > 1) recorder?.inputGradient(index, dx);
      const sum = outputGradients[input];
      outputGradients[input] = sum ? device.ops.add(sum, dx) : dx;
    });
  }
  return parameterGradients;
}
