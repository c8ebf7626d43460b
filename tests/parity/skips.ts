/** Skip-the-step: with a gradient that is not finite nothing moves, neither parameters nor the optimizer's memory; the next step goes on as if it had not been. */
import { bareLayers, SETTINGS } from '../../src/cli/parity/bareLayer';
import { Findings } from '../../src/cli/parity/findings';
import { type Choice, STEP_QUANTITIES } from '../../src/catalogue/types';
import type { Device } from '../../src/engine/device';
import { scope } from '../../src/engine/tf';

export async function compareSkips(device: Device) {
  const findings = new Findings();
  const start = Float32Array.of(0.5, -1, 2, 0.25);
  const layers = bareLayers([{ shape: [start.length] }]);
  const adam: Choice = { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };
  const settings = { ...SETTINGS, optimizer: adam, learningRate: 0.1, skipNonFinite: true };
  const ordinary = Float32Array.of(1, -2, 0.5, 3);
  const run = async (gradients: readonly Float32Array[]) => {
    const store = device.createParameters(layers, start);
    const skipped: (number | undefined)[] = [];
    for (const gradient of gradients) {
      const row = scope(() => {
        const recorder = device.record(layers, 1, true);
        store.update([{ p: device.upload(gradient, [1, start.length]) }], settings, recorder);
        return recorder.finish(1);
      });
      const [measured] = await device.read(layers, [row]);
      row.dispose();
      skipped.push(measured?.perStep[STEP_QUANTITIES.indexOf('skipped')]);
    }
    const values = await store.read();
    store.dispose();
    return { values, skipped };
  };
  const without = await run([ordinary, ordinary]);
  for (const poison of [Number.NaN, Number.POSITIVE_INFINITY]) {
    const poisoned = await run([ordinary, Float32Array.of(1, poison, 0, 0), ordinary]);
    without.values.forEach((value, index) =>
      findings.check(`${poison}: parameter ${index}`, poisoned.values[index], value, { limit: 0 }),
    );
    [0, 1, 0].forEach((expected, step) =>
      findings.check(`${poison}: step ${step} is skipped`, poisoned.skipped[step], expected, { limit: 0 }),
    );
  }
  return findings.list();
}
