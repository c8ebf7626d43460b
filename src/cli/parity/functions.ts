/** Activations and losses of the reference files, on a device. */
import { LOSSES } from '../../catalogue/registry';
import { STEP_QUANTITIES } from '../../catalogue/types';
import type { Device } from '../../engine/device';
import { scope } from '../../engine/tf';
import { activationOf } from './activationOf';
import type { FileOf } from './formats';
import { type Finding, Findings, looser } from './findings';
import { matrixOf } from './bareLayer';
import { BrokenFile, num, numbers, targetsOf } from './numbers';
import { known } from './toLane';

export async function compareActivations(device: Device, file: FileOf<'activations'>): Promise<Finding[]> {
  const findings = new Findings();
  const x = Float32Array.from(file.x.map(num));
  for (const [id, expected] of Object.entries(file.activations)) {
    const choice = activationOf(id);
    if (expected.value.length !== x.length || expected.derivative.length !== x.length)
      throw new BrokenFile(`${id} has not one value and one derivative for each x.`);
    const [values, slopes] = await Promise.all(
      scope(() => {
        const z = device.upload(x, [1, x.length]);
        const ones = device.upload(new Float32Array(x.length).fill(1), [1, x.length]);
        const h = device.activate(z, choice);
        return [
          device.readTensor(h),
          device.readTensor(device.activateBackward(ones, z, h, choice)),
        ] as const;
      }),
    );
    file.x.forEach((at, index) => {
      const limit = 2e-6 * looser(device) * Math.max(1, Math.abs(num(at)));
      const place = { limit, where: `at ${at}`, scale: 1 };
      findings.check(`${id} value`, values[index], expected.value[index], place);
      findings.check(`${id} derivative`, slopes[index], expected.derivative[index], place);
      // Where tanh is 1 in float64 it must be 1 everywhere: a lane that saturates must stop there.
      if (id === 'tanh' && Math.abs(num(expected.value[index])) === 1)
        findings.check('tanh saturation', values[index], expected.value[index], { ...place, limit: 0 });
    });
  }
  return findings.list();
}

export async function compareLosses(device: Device, file: FileOf<'losses'>): Promise<Finding[]> {
  const findings = new Findings();
  const limit = 2e-6 * looser(device);
  for (const { title, loss, outputs, targets, float64, float32 } of file.cases) {
    const choice = known(LOSSES, 'loss', { kind: loss });
    const shape = matrixOf(outputs.shape);
    const { row, gradient } = scope(() => {
      const result = device.loss(
        device.upload(numbers(outputs, 'outputs'), shape),
        device.upload(oneHot(targets, outputs.shape, shape[1]), shape),
        choice,
      );
      const recorder = device.record([], shape[0], true);
      recorder.loss(result);
      return { row: recorder.finish(0), gradient: device.readTensor(result.gradient) };
    });
    const [measured] = await device.read([], [row]);
    row.dispose();
    const values = await gradient;
    const expected = float32 ?? float64;
    findings.check(`${loss} value`, measured?.perStep[STEP_QUANTITIES.indexOf('loss')], expected.value, {
      limit,
      where: title,
      scale: Math.max(Math.abs(num(expected.value)), 1e-3),
    });
    if (expected.gradient.length !== values.length)
      throw new BrokenFile(`The gradient of “${title}” has ${expected.gradient.length} numbers.`);
    // p − t cancels: what float32 can hold is relative to the case's largest slope.
    const scale = Math.max(...expected.gradient.map((one) => Math.abs(num(one))));
    expected.gradient.forEach((one, index) =>
      findings.check(`${loss} gradient`, values[index], one, { limit, where: `${title} [${index}]`, scale }),
    );
  }
  return findings.list();
}

type TensorJson = FileOf<'losses'>['cases'][number]['targets'];

/** Targets with an axis less than the outputs are class indices, however they are written. */
function oneHot(targets: TensorJson, outputs: readonly number[], width: number): Float32Array {
  if (targets.shape.length >= outputs.length) return numbers(targets, 'targets');
  const classes = targets.classes ?? [...numbers(targets, 'targets')];
  return targetsOf({ shape: targets.shape, classes }, width, 'targets');
}
