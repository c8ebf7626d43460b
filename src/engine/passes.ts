/** Forward and backward through a lane's layers, written out: no tape, so that every gradient passes by and can be measured. */
import { activation as activationEntry } from '../catalogue/registry';
import { transformation } from '../catalogue/blocks/transformations';
import type { Call, Ops } from '../catalogue/ops';
import type { Layer } from '../catalogue/types';
import { countConsumers } from './consumers';
import type { Device, LayerTensors, Recorder } from './device';
import { Returning } from './returning';
import type { Tensor } from './tf';

/** What the passes need beside the parameters. */
export interface PassOptions {
  readonly batch: number;
  readonly training: boolean;
  /** Numbers that layers keep beside their parameters, by layer and name. */
  readonly state: readonly LayerTensors[];
  /** Uniform numbers in (0, 1) for a layer, those of this step. */
  uniforms(layer: Layer, rows: number, columns: number): Tensor;
}

export interface Forward {
  /** z of each layer; null where the layer has no activation (then z is h). */
  readonly preActivations: readonly (Tensor | null)[];
  /** h of each layer. */
  readonly outputs: readonly Tensor[];
  /** What each layer was given, with what it saved. */
  readonly calls: readonly Call<Tensor>[];
}

/** A linear activation changes nothing: h is z. */
function activationOf(layer: Layer) {
  return layer.activation && activationEntry(layer.activation.kind).id !== 'linear' ? layer.activation : null;
}

/** x: [batch · positions, channels]. A layer is looked at as soon as it is made, while its numbers are in the processor's cache. */
export function forward(
  device: Device,
  layers: readonly Layer[],
  parameters: readonly LayerTensors[],
  x: Tensor,
  options: PassOptions,
  recorder: Recorder | null = null,
): Forward {
  const preActivations: (Tensor | null)[] = [];
  const outputs: Tensor[] = [];
  const calls: Call<Tensor>[] = [];
  layers.forEach((layer, index) => {
    const call: Call<Tensor> = {
      ops: device.ops,
      layer,
      batch: options.batch,
      // An input index below the layer's own is always filled: expand() lists layers in order.
      inputs: layer.inputs.map((input) => (input < 0 ? x : (outputs[input] as Tensor))),
      parameters: parameters[layer.parametersOf] ?? {},
      state: options.state[index] ?? {},
      training: options.training,
      uniforms: (rows, columns) => options.uniforms(layer, rows, columns),
      saved: {},
      nextState: {},
    };
    const z = transformation(layer.kind).forward(call);
    const activation = activationOf(layer);
    calls.push(call);
    const h = activation ? device.activate(z, activation) : z;
    recorder?.values(index, activation ? z : null, h);
    preActivations.push(activation ? z : null);
    outputs.push(h);
  });
  return { preActivations, outputs, calls };
}

/** From ∂L/∂(last layer's output) to the gradient of every parameter; what passes by goes to the recorder. */
export function backward(
  device: Device,
  layers: readonly Layer[],
  pass: Forward,
  gradient: Tensor,
  recorder: Recorder | null,
): LayerTensors[] {
  const { ops } = device;
  const consumers = countConsumers(layers);
  const returning = new Returning(ops, layers, recorder);
  returning.start(layers.length - 1, gradient);
  /** What each row that uses a parameter hands to it: one share, but where rows share their parameters. */
  const shares: Record<string, Tensor[]>[] = layers.map(() => ({}));
  for (let index = layers.length - 1; index >= 0; index--) {
    const layer = layers[index] as Layer; // index runs over the array
    const dh = returning.arrived(index);
    const call = pass.calls[index];
    if (!dh || !call) continue;
    const z = pass.preActivations[index] ?? null;
    const h = pass.outputs[index] as Tensor; // as many as layers
    const activation = activationOf(layer);
    const dz = z && activation ? device.activateBackward(dh, z, h, activation) : dh;
    recorder?.gradients(index, z ? dz : null, dh);
    const back = transformation(layer.kind).backward({
      ...call,
      gradient: dz,
      output: z ?? h,
      wanted: layer.inputs.map((input) => input >= 0),
    });
    const own = shares[layer.parametersOf] as Record<string, Tensor[]>;
    for (const [name, share] of Object.entries(back.parameters)) (own[name] ??= []).push(share);
    layer.inputs.forEach((input, position) => {
      const dx = back.inputs[position];
      if (input < 0 || !dx) return;
      const isMeasured =
        position === 0 && layer.junction?.via !== index && (consumers[input] ?? 0) > 1 && !('timeStep' in dx);
      if (isMeasured) recorder?.inputGradient(index, dx);
      returning.hand(index, input, dx, { received: dh, isMeasured });
    });
  }
  return shares.map((own) =>
    Object.fromEntries(Object.entries(own).map(([name, all]) => [name, sumOf(ops, all)])),
  );
}

function sumOf(ops: Ops<Tensor>, [first, second, ...more]: readonly Tensor[]): Tensor {
  return second ? ops.add(first as Tensor, second, ...more) : (first as Tensor); // at least one
}
