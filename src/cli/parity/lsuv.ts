/** LSUV from the reference's orthogonal weights: by what each is multiplied, and the spread that the recorder then sees. */
import { QUANTITIES } from '../../catalogue/types';
import { createEngine } from '../../engine/engine';
import type { Device } from '../../engine/device';
import { normalizeOutputs } from '../../engine/normalize';
import { newLane } from '../../spec/defaults';
import { expand } from '../../spec/expand';
import type { Data } from '../../data/types';
import { activationOf } from './activationOf';
import type { FileOf } from './formats';
import { type Finding, Findings, looser } from './findings';
import { numbers } from './numbers';

/** Nothing where the file has no such section. */
export async function compareLsuv(device: Device, file: FileOf<'initializers'>): Promise<Finding[]> {
  const { lsuv } = file;
  if (!lsuv) return [];
  const [batch = 1, features = 1] = lsuv.x.shape;
  const lane = newLane({
    loss: { kind: 'readOut' },
    blocks: lsuv.weights.map(({ shape }, index) => ({
      id: `d${index}`,
      type: 'dense',
      repeat: 1,
      values: { width: shape[1] ?? 1, bias: false, biasSigma: 0 },
      activation: activationOf(lsuv.activation),
      initializer: { kind: 'lsuv' },
    })),
  });
  const x = numbers(lsuv.x, 'x');
  const split = { x, y: new Float32Array(x.length), count: batch };
  const data: Data = {
    inputShape: [features],
    outputs: 0,
    task: 'readOut',
    train: split,
    heldOut: split,
    classNames: [],
    picture: { kind: 'none' },
  };
  const layers = expand(lane, data);
  const weights = lsuv.weights.map((json, index) => numbers(json, `lsuv weights ${index + 1}`));
  const values = Float32Array.from(weights.flatMap((one) => [...one]));
  normalizeOutputs(layers, values, {
    x: { rows: batch, columns: features, data: Float64Array.from(x) },
    batch,
    uniforms: () => new Float64Array(),
  });
  const findings = new Findings();
  const limit = 2e-6 * looser(device);
  layers.forEach((layer, index) => {
    const [parameter] = layer.parameters;
    if (!parameter) return;
    const scaled = values.subarray(parameter.offset, parameter.offset + parameter.size);
    const factor = norm(scaled) / norm(weights[index] ?? new Float32Array());
    findings.check('lsuv factor', factor, lsuv.factor[index], { limit, where: layer.name });
    findings.check('lsuv stdBefore', 1 / factor, lsuv.stdBefore[index], { limit, where: layer.name });
  });
  const given = layers.flatMap(({ parameters }) =>
    parameters.map(({ path, offset, size }): [string, Float32Array] => [
      path,
      values.slice(offset, offset + size),
    ]),
  );
  const trainer = createEngine(device).createTrainer(lane, data, 1, {
    fullBatch: true,
    initialParameters: new Map(given),
  });
  const chunk = await trainer.measure();
  trainer.dispose();
  layers.forEach((layer, index) => {
    const spread = chunk.perLayer[index * QUANTITIES.length + QUANTITIES.indexOf('preActivationStd')];
    findings.check('lsuv std after', spread, 1, { limit, where: layer.name });
  });
  return findings.list();
}

function norm(values: Float32Array): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
}
