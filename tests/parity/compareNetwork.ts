/** Trains a network file through the lab's trainer and lists what lies outside the stated limits. */
import { QUANTITIES, type Quantity } from '../../src/catalogue/types';
import type { Engine } from '../../src/engine/types';
import { STEP_QUANTITIES, type StepQuantity } from '../../src/catalogue/types';
import { type NetworkFile, type Num, num, toLane } from './oracleFile';

export interface Finding {
  readonly quantity: string;
  readonly step: number;
  readonly error: number;
  readonly limit: number;
}

/** Oracle README: max(2e-5, 10 × float32Difference) on CPU and WASM, max(2e-4, 30 × …) on WebGL. */
const LIMITS = { heap: { least: 2e-5, times: 10 }, webgl: { least: 2e-4, times: 30 } };

function relativeError(actual: number, expected: number, scale = Math.abs(expected)): number {
  if (Number.isNaN(expected) || !Number.isFinite(expected))
    return Object.is(actual, expected) ? 0 : Number.POSITIVE_INFINITY;
  if (expected === 0 && Math.abs(actual) <= 1e-7) return 0;
  const error = Math.abs(actual - expected) / scale;
  return Number.isNaN(error) ? Number.POSITIVE_INFINITY : error;
}

/** The worst error of each quantity (largest against its limit), over the comparable steps. */
export async function compareNetwork(engine: Engine, file: NetworkFile): Promise<Finding[]> {
  const { lane, data, initialParameters } = toLane(file);
  const trainer = engine.createTrainer(lane, data, 1, { initialParameters, fullBatch: true });
  for (let step = 0; step < file.updates; step++) trainer.step();
  const chunk = await trainer.read();
  const last = await trainer.parameters();
  const { layers } = trainer;
  if (!chunk) throw new Error('Nothing was recorded.');
  const worst = new Map<string, Finding>();
  const { least, times } = engine.info.name === 'webgl' ? LIMITS.webgl : LIMITS.heap;
  const limitOf = (quantity: string, step: number) =>
    Math.max(least, times * (file.float32Difference[quantity]?.[step] ?? 0));
  const check = (
    quantity: string,
    name: string,
    step: number,
    actual: number,
    expected: Num,
    scale?: number,
  ) => {
    if (step >= file.comparableSteps) return;
    // The files take updates from stored parameters: below half an ulp of float64 that difference is rounding, ours is not.
    if (quantity === 'parameters.updateRatio' && Math.abs(actual - num(expected)) < 2 ** -53) return;
    const limit = limitOf(quantity, step);
    const error = relativeError(actual, num(expected), scale);
    const known = worst.get(quantity);
    if (!known || error / limit > known.error / known.limit)
      worst.set(quantity, { quantity: `${quantity} ${name}`, step, error, limit });
  };
  const ofStep = (step: number, quantity: StepQuantity) =>
    chunk.perStep[step * STEP_QUANTITIES.length + STEP_QUANTITIES.indexOf(quantity)] ?? Number.NaN;
  const ofLayer = (step: number, layer: number, quantity: Quantity) =>
    chunk.perLayer[(step * layers.length + layer) * QUANTITIES.length + QUANTITIES.indexOf(quantity)] ??
    Number.NaN;

  for (let step = 0; step < file.updates; step++) {
    check('loss', '', step, ofStep(step, 'loss'), file.measured.loss[step] ?? 'NaN');
    check(
      'globalGradientNorm',
      '',
      step,
      ofStep(step, 'globalNorm'),
      file.measured.globalGradientNorm[step] ?? 'NaN',
    );
    check(
      'globalGradientNormAfterClipping',
      '',
      step,
      ofStep(step, 'globalNormClipped'),
      file.measured.globalGradientNormAfterClipping[step] ?? 'NaN',
    );
    layers.forEach((layer, index) => {
      const at = (quantity: Quantity) => ofLayer(step, index, quantity);
      for (const parameter of layer.parameters) {
        const of = file.measured.parameters[`${layer.name}/${parameter.name}`];
        if (!of) throw new Error(`The file has no parameter ${layer.name}/${parameter.name}.`);
        const weights = parameter.role === 'weights';
        const name = `${layer.name}/${parameter.name}`;
        check(
          'parameters.gradientNorm',
          name,
          step,
          at(weights ? 'gradientWeights' : 'gradientBias'),
          of.gradientNorm[step] ?? 'NaN',
        );
        check(
          'parameters.gradientMaxAbs',
          name,
          step,
          at(weights ? 'gradientWeightsMax' : 'gradientBiasMax'),
          of.gradientMaxAbs[step] ?? 'NaN',
        );
        const norm = at(weights ? 'weights' : 'bias');
        check('parameters.norm', name, step, norm, of.norm[step] ?? 'NaN');
        check(
          'parameters.updateRatio',
          name,
          step,
          at(weights ? 'updateWeights' : 'updateBias') / norm,
          of.updateRatio[step] ?? 'NaN',
        );
      }
      const of = file.measured.outputs[layer.name];
      if (!of) throw new Error(`The file has no output ${layer.name}.`);
      check('outputs.gradientNorm', layer.name, step, at('gradientOutput'), of.gradientNorm[step] ?? 'NaN');
      check(
        'outputs.gradientMaxAbs',
        layer.name,
        step,
        at('gradientOutputMax'),
        of.gradientMaxAbs[step] ?? 'NaN',
      );
      const spread = (mean: Num, std: Num) => Math.abs(num(mean)) + num(std);
      check(
        'outputs.mean',
        layer.name,
        step,
        at('mean'),
        of.mean[step] ?? 'NaN',
        spread(of.mean[step] ?? 'NaN', of.std[step] ?? 'NaN'),
      );
      check('outputs.std', layer.name, step, at('std'), of.std[step] ?? 'NaN');
      if (of.preactivationMean && of.preactivationStd) {
        const scale = spread(of.preactivationMean[step] ?? 'NaN', of.preactivationStd[step] ?? 'NaN');
        check(
          'outputs.preactivationMean',
          layer.name,
          step,
          at('preActivationMean'),
          of.preactivationMean[step] ?? 'NaN',
          scale,
        );
        check(
          'outputs.preactivationStd',
          layer.name,
          step,
          at('preActivationStd'),
          of.preactivationStd[step] ?? 'NaN',
        );
      }
    });
  }
  if (file.comparableSteps >= file.updates) {
    for (const layer of layers) {
      for (const parameter of layer.parameters) {
        const name = `${layer.name}/${parameter.name}`;
        const values = last.subarray(parameter.offset, parameter.offset + parameter.size);
        const norm = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
        const limit = limitOf('parameters.norm', file.updates - 1);
        const error = relativeError(norm, file.finalParameters[name]?.norm ?? Number.NaN);
        const known = worst.get('finalParameters');
        if (!known || error > known.error)
          worst.set('finalParameters', {
            quantity: `finalParameters ${name}`,
            step: file.updates,
            error,
            limit,
          });
      }
    }
  }
  trainer.dispose();
  return [...worst.values()];
}

export const outside = (findings: readonly Finding[]) =>
  findings.filter(({ error, limit }) => !(error <= limit));
