/** Our WebAssembly kernels, against the loops that they stand in for. */
import { expect, test } from 'vitest';
import { loopLooks } from '../../src/engine/heap/looks';
import { regionOf } from '../../src/engine/heap/statistics';
import { simdLooks } from '../../src/engine/simd/simdLooks';
import type { Tensor } from '../../src/engine/tf';
import { stream } from '../../src/random/stream';

/** A memory with one tensor in it behind the kernels' results; `views` counts how often its numbers are given to a loop. */
function heapWith(values: Float32Array, units = 1) {
  const memory = new WebAssembly.Memory({ initial: 2 });
  const address = 4096;
  new Float32Array(memory.buffer, address, values.length).set(values);
  // No more of a tensor than looks ask for.
  const tensor = { size: values.length, shape: [values.length / units, units] } as unknown as Tensor;
  let views = 0;
  const view = () => {
    views++;
    return new Float32Array(memory.buffer, address, values.length);
  };
  const looks = simdLooks({ memory, view, addressOf: () => address, reserve: () => 1024 });
  return { memory, tensor, looks, loops: loopLooks(view), viewsOf: () => views };
}

const normals = (count: number) => Float32Array.from(stream(5, 'kernels', count).normals(count));
const ENDS = regionOf([
  [Number.NEGATIVE_INFINITY, -1],
  [1, Number.POSITIVE_INFINITY],
]);
const BETWEEN = regionOf([[-0.25, 0.25]]);

const CASES: Readonly<Record<string, (values: Float32Array) => void>> = {
  normal: () => undefined,
  'largest last': (values) => {
    values[values.length - 1] = -3.4e38;
  },
  'on the limits': (values) => values.set([-1, 1, 1, -1]),
  zeros: (values) => values.fill(0),
  denormal: (values) => values.fill(-1.4e-45),
  'a NaN': (values) => {
    values[3] = Number.NaN;
  },
  'an Inf': (values) => {
    values[values.length - 2] = Number.POSITIVE_INFINITY;
  },
};

for (const [name, change] of Object.entries(CASES)) {
  // 20 does not fill the last turn.
  for (const length of [8, 16, 20, 4096]) {
    test(`${name}, ${length} numbers: kernels say what loops say`, () => {
      const values = normals(length);
      change(values);
      const { tensor, looks, loops } = heapWith(values, 4);
      const pairs = [
        [looks.norm(tensor), loops.norm(tensor)],
        [looks.statistics(tensor), loops.statistics(tensor)],
        [looks.spread(tensor), loops.spread(tensor)],
        [looks.moments(tensor, ENDS, BETWEEN), loops.moments(tensor, ENDS, BETWEEN)],
        [looks.moments(tensor, BETWEEN, ENDS), loops.moments(tensor, BETWEEN, ENDS)],
      ] as const;
      for (const [seen, told] of pairs) {
        expect(Object.keys(seen).toSorted()).toEqual(Object.keys(told).toSorted());
        for (const [key, value] of Object.entries(told)) {
          const is = seen[key as keyof typeof seen] as number;
          // Largest magnitudes, counts and shares are the same; sums are rounded in another order.
          if (key === 'norm' || key === 'mean' || key === 'std') {
            if (!Number.isFinite(value)) expect(is).toBe(value);
            else expect(Math.abs(is - value)).toBeLessThanOrEqual(1e-12 * Math.max(Math.abs(value), 1e-30));
          } else expect(is).toBe(value);
        }
      }
    });
  }
}

test('no loop is run where all is finite', () => {
  const { tensor, looks, viewsOf } = heapWith(normals(64));
  looks.norm(tensor);
  looks.statistics(tensor);
  looks.spread(tensor);
  expect(viewsOf()).toBe(0);
});

test('kernels go on when the memory has grown', () => {
  const { memory, tensor, looks, loops, viewsOf } = heapWith(normals(64));
  looks.norm(tensor);
  memory.grow(1);
  const { norm } = looks.norm(tensor);
  expect(viewsOf()).toBe(0); // no loop stood in
  expect(norm).toBeCloseTo(loops.norm(tensor).norm, 12);
});
