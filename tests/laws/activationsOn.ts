/** What becomes of gradients that are not finite on their way back through an activation, as PyTorch 1.13.1 (CPU) has it. */
import { expect, test } from 'vitest';
import { startDevice } from '../../src/cli/startNode';
import { scope } from '../../src/engine/tf';

const [INF, NAN] = [Number.POSITIVE_INFINITY, Number.NaN];

/**
 * ∂L/∂z at each z where ∂L/∂h is Inf. Where tanh is ±1 in float32 its slope is 0, and Inf · 0 is NaN; what is closed lets
 * nothing through. Not sigmoid: its slope e/(1 + e)² is still above 0 where PyTorch's h(1 − h) has become 0.
 */
const CASES: Readonly<
  Record<string, { readonly z: readonly number[]; readonly expected: readonly number[] }>
> = {
  tanh: { z: [0.5, 5, 9.5, 10, 15, 25], expected: [INF, INF, NAN, NAN, NAN, NAN] },
  relu: { z: [-25, -200, -1, 0.5, 25, 200], expected: [0, 0, 0, INF, INF, INF] },
  hardTanh: { z: [-25, -200, -1, 0.5, 25, 200], expected: [0, 0, 0, INF, 0, 0] },
};

export function infiniteGradientsOn(backend: 'cpu' | 'wasm') {
  test.each(Object.keys(CASES))(`%s on ${backend}: Inf comes back as in PyTorch`, async (kind) => {
    const { z = [], expected } = CASES[kind] ?? {};
    const device = await startDevice(backend);
    const back = await scope(() => {
      const at = device.upload(Float32Array.from(z), [1, z.length]);
      const infinite = device.upload(new Float32Array(z.length).fill(INF), [1, z.length]);
      return device.readTensor(
        device.activateBackward(infinite, at, device.activate(at, { kind }), { kind }),
      );
    });
    expect([...back]).toEqual(expected);
  });
}
