/** A dropout row alone, given ones: what it hands on and back. Runs in Node and in a page. */
import { block } from '../../src/catalogue/registry';
import { transformation } from '../../src/catalogue/blocks/transformations';
import type { Layer } from '../../src/catalogue/types';
import type { Device } from '../../src/engine/device';
import { scope } from '../../src/engine/tf';
import { stream } from '../../src/random/stream';
import { newLane } from '../../src/spec/defaults';
import { expand } from '../../src/spec/expand';

const ROWS = 200;
const COLUMNS = 200;

export async function droppedOnes(
  device: Device,
  rate: number,
  { step = 0, training = true } = {},
): Promise<{ readonly forward: readonly number[]; readonly backward: readonly number[] }> {
  const spec = { ...block('dropout').template, id: 'b1', values: { rate } };
  const data = { inputShape: [COLUMNS], outputs: 0, task: 'readOut' } as const;
  const [layer] = expand(newLane({ blocks: [spec] }), data) as [Layer]; // one block, one row
  const reads = scope(() => {
    const ones = device.upload(new Float32Array(ROWS * COLUMNS).fill(1), [ROWS, COLUMNS]);
    const call = {
      ops: device.ops,
      layer,
      batch: ROWS,
      inputs: [ones],
      parameters: {},
      state: {},
      training,
      // As the trainer draws them.
      uniforms: (rows: number, columns: number) =>
        device.upload(Float32Array.from(stream(1, 'uniforms', layer.id, step).uniforms(rows * columns)), [
          rows,
          columns,
        ]),
      saved: {},
      nextState: {},
    };
    const output = transformation('dropout').forward(call);
    const back = training
      ? transformation('dropout').backward({ ...call, gradient: ones, output, wanted: [true] }).inputs[0]
      : null;
    const gradient = back && !('timeStep' in back) ? back : ones;
    return [device.readTensor(output), device.readTensor(gradient)] as const;
  });
  const [forward, backward] = await Promise.all(reads);
  return { forward: Array.from(forward), backward: Array.from(backward) };
}

/** How many of those numbers a device keeps or drops against what the stream of uniform numbers alone says, on both ways. */
export async function wronglyDropped(device: Device, rate: number): Promise<number> {
  const { forward, backward } = await droppedOnes(device, rate);
  const uniforms = Float32Array.from(stream(1, 'uniforms', 'b1.0.dropout', 0).uniforms(ROWS * COLUMNS));
  const isWrong = (value: number, place: number) => value > 0 !== (uniforms[place] ?? 0) >= Math.fround(rate);
  return forward.filter(isWrong).length + backward.filter(isWrong).length;
}
