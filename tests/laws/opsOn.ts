/** Every operation of blocks on a device against plain float64 loops: runs in Node and, bundled, on a page. */
import type { Device } from '../../src/engine/device';
import { plainOps } from '../../src/engine/loops/loopOps';
import type { Plain } from '../../src/engine/loops/store';
import { scope, type Tensor } from '../../src/engine/tf';
import { type Numbers, OPS_CASES } from './opsCases';

export interface OpsOutcome {
  readonly compared: number;
  /** One line a result that is off. */
  readonly off: readonly string[];
  readonly tensorsLeft: number;
}

const plain = ({ rows, columns, values }: Numbers): Plain => ({
  rows,
  columns,
  data: Float64Array.from(values),
});

/** Both products of a small matrix with itself: what stands beyond its edge, where there should be zeros, would show. */
const GRAM_LIMIT = 128;

export async function compareOps(device: Device): Promise<OpsOutcome> {
  const off: string[] = [];
  let compared = 0;
  const before = device.counts().tensors;
  for (const { name, inputs, run, exact, largestTerm } of OPS_CASES) {
    const expected = run(plainOps, inputs.map(plain));
    const small =
      expected.rows <= GRAM_LIMIT &&
      expected.columns <= GRAM_LIMIT &&
      expected.data.every((x) => Math.abs(x) < 1e15);
    const wanted = small
      ? [
          expected,
          plainOps.matMul(expected, expected, true),
          plainOps.matMul(expected, expected, false, true),
        ]
      : [expected];
    const reads = scope(() => {
      const { ops } = device;
      const given = inputs.map(({ rows, columns, values }) => device.upload(values, [rows, columns]));
      const made = run(ops, given);
      const results: Tensor[] = small
        ? [made, ops.matMul(made, made, true), ops.matMul(made, made, false, true)]
        : [made];
      return results.map((result) => ({ shape: ops.shapeOf(result), values: device.readTensor(result) }));
    });
    for (const [index, want] of wanted.entries()) {
      const what = `${name}${index > 0 ? ', times itself' : ''}`;
      const read = reads[index];
      const values = (await read?.values) ?? new Float32Array();
      if (read?.shape.join() !== `${want.rows},${want.columns}` || values.length !== want.data.length) {
        off.push(`${what}: ${read?.shape.join(' × ')} instead of ${want.rows} × ${want.columns}`);
        continue;
      }
      const largest = want.data.reduce(
        (most, x) => (Number.isFinite(x) ? Math.max(most, Math.abs(x)) : most),
        0,
      );
      const allowed = index > 0 ? 2e-6 * largest : exact ? 0 : 1e-6 * (largestTerm ?? largest);
      const place = values.findIndex((value, at) => !agrees(value, want.data[at] ?? 0, allowed));
      if (place >= 0)
        off.push(`${what}: ${values[place]} at ${place} instead of ${want.data[place]} ± ${allowed}`);
      compared += values.length;
    }
  }
  return { compared, off, tensorsLeft: device.counts().tensors - before };
}

function agrees(actual: number, expected: number, allowed: number): boolean {
  if (Number.isNaN(expected)) return Number.isNaN(actual);
  if (!Number.isFinite(expected)) return actual === expected;
  // Large numbers are rounded to float32 all the same.
  return Math.abs(actual - expected) <= allowed + (allowed > 0 ? 1e-6 * Math.abs(expected) : 0);
}
