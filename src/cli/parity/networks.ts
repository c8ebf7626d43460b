/** Trains the network of a reference file through the lab's trainer and holds every measured number against the file. */
import {
  QUANTITIES,
  STEP_QUANTITIES,
  type Layer,
  type Quantity,
  type StepQuantity,
} from '../../catalogue/types';
import type { Engine } from '../../engine/types';
import type { Chunk } from '../../history/types';
import type { FileOf } from './formats';
import { type Comparison, type Finding, Findings, NEARLY_ZERO, outside } from './findings';
import { BrokenFile, num } from './numbers';
import { checkRecurrent, compareRecurrent } from './recurrentBlocks';
import { steadySteps, type StepNorms } from './steadySteps';
import { type Lane, toLane } from './toLane';

type NetworkFile = FileOf<'network'>;

/** The least limit, and what the file's own float32Difference is multiplied by. */
export const limitsOf = (engine: Engine) =>
  engine.info.name === 'webgl' ? { least: 2e-4, times: 30 } : { least: 2e-5, times: 10 };

/** What the recorder kept of a step, and of a layer at a step. */
export function readerOf(chunk: Chunk, layers: readonly Layer[]) {
  return {
    ofStep: (step: number, quantity: StepQuantity): number | undefined =>
      chunk.perStep[step * STEP_QUANTITIES.length + STEP_QUANTITIES.indexOf(quantity)],
    ofLayer: (step: number, layer: number, quantity: Quantity): number =>
      chunk.perLayer[(step * layers.length + layer) * QUANTITIES.length + QUANTITIES.indexOf(quantity)] ??
      Number.NaN,
  };
}

/**
 * Where something is outside, it is asked whether this network can be compared that far on this engine at all; what is
 * outside before that stays outside.
 */
export async function compareNetwork(engine: Engine, file: NetworkFile): Promise<Finding[]> {
  checkLengths(file);
  const lane = toLane(file);
  const findings = await compareUpTo(engine, file, lane, file.comparableSteps);
  if (outside(findings).length === 0) return findings;
  const steady = await steadySteps(file.comparableSteps, lane.initialParameters, (initial) =>
    normsOf(engine, file, { ...lane, initialParameters: initial }),
  );
  if (steady === 0 || steady >= file.comparableSteps) return findings;
  const where = `${steady} instead of ${file.comparableSteps}`;
  return [
    ...(await compareUpTo(engine, file, lane, steady)),
    { quantity: 'comparableSteps', error: 0, limit: 0, step: steady, where, compared: 1 },
  ];
}

async function compareUpTo(
  engine: Engine,
  file: NetworkFile,
  { lane, data, initialParameters }: Lane,
  comparableSteps: number,
): Promise<Finding[]> {
  const trainer = engine.createTrainer(lane, data, 1, { initialParameters, fullBatch: true });
  try {
    const { layers } = trainer;
    checkNames(file, layers, initialParameters);
    for (let step = 0; step < file.updates; step++) trainer.step();
    const chunk = await trainer.read();
    if (!chunk) throw new Error('Nothing was recorded.');
    const { least, times } = limitsOf(engine);
    const limitOf = (quantity: string, step: number) =>
      Math.max(least, times * (num(file.float32Difference[quantity]?.[step] ?? 0) || 0));
    const findings = new Findings();
    compareSteps({ ...file, comparableSteps }, readerOf(chunk, layers), layers, limitOf, findings);
    if (comparableSteps >= file.updates) {
      // Measured before the update that would come next: the norms of the parameters as they were left.
      const left = readerOf(await trainer.measure(), layers);
      const limit = limitOf('parameters.norm', file.updates - 1);
      const values = await trainer.parameters();
      for (const { name, role, index, offset } of parametersOf(layers)) {
        const final = file.finalParameters[name];
        const at = { limit, step: file.updates, where: name, zero: NEARLY_ZERO };
        const norm = left.ofLayer(0, index, role === 'weights' ? 'weights' : 'bias');
        findings.check('finalParameters.norm', norm, final?.norm, at);
        final?.first.forEach((entry, place) =>
          findings.check('finalParameters.first', values[offset + place], entry, {
            ...at,
            where: `${name}[${place}]`,
            scale: num(final.norm),
          }),
        );
      }
    }
    return findings.list();
  } finally {
    trainer.dispose();
  }
}

/** Loss and gradient norm of every comparable step. */
async function normsOf(
  engine: Engine,
  { comparableSteps }: NetworkFile,
  { lane, data, initialParameters }: Lane,
): Promise<StepNorms> {
  const trainer = engine.createTrainer(lane, data, 1, { initialParameters, fullBatch: true, measure: false });
  try {
    for (let step = 0; step < comparableSteps; step++) trainer.step();
    const chunk = await trainer.read();
    if (!chunk) throw new Error('Nothing was recorded.');
    const { ofStep } = readerOf(chunk, trainer.layers);
    const of = (quantity: StepQuantity) =>
      Array.from({ length: comparableSteps }, (_, step) => ofStep(step, quantity) ?? Number.NaN);
    return { loss: of('loss'), globalNorm: of('globalNorm') };
  } finally {
    trainer.dispose();
  }
}

function compareSteps(
  { measured, comparableSteps, updates }: NetworkFile,
  { ofStep, ofLayer }: ReturnType<typeof readerOf>,
  layers: readonly Layer[],
  limitOf: (quantity: string, step: number) => number,
  findings: Findings,
): void {
  for (let step = 0; step < Math.min(comparableSteps, updates); step++) {
    const at = (quantity: string, where: string): Comparison => ({
      limit: limitOf(quantity, step),
      step,
      where,
      zero: NEARLY_ZERO,
    });
    const whole = (
      quantity: 'loss' | 'globalGradientNorm' | 'globalGradientNormAfterClipping',
      of: StepQuantity,
    ) => findings.check(quantity, ofStep(step, of), measured[quantity][step], at(quantity, ''));
    whole('loss', 'loss');
    whole('globalGradientNorm', 'globalNorm');
    whole('globalGradientNormAfterClipping', 'globalNormClipped');

    for (const { name, role, index } of parametersOf(layers)) {
      const isWeights = role === 'weights';
      const of = measured.parameters[name];
      const check = (quantity: 'gradientNorm' | 'gradientMaxAbs' | 'norm' | 'updateRatio', actual: number) =>
        findings.check(
          `parameters.${quantity}`,
          actual,
          of?.[quantity][step],
          at(`parameters.${quantity}`, name),
        );
      const norm = ofLayer(step, index, isWeights ? 'weights' : 'bias');
      const ratio = ofLayer(step, index, isWeights ? 'updateWeights' : 'updateBias') / norm;
      check('gradientNorm', ofLayer(step, index, isWeights ? 'gradientWeights' : 'gradientBias'));
      check('gradientMaxAbs', ofLayer(step, index, isWeights ? 'gradientWeightsMax' : 'gradientBiasMax'));
      check('norm', norm);
      // The files take updates from stored parameters: below half an ulp of float64 that difference is rounding, ours is not.
      if (Math.abs(ratio - num(of?.updateRatio[step])) >= 2 ** -53 || Number.isNaN(ratio))
        check('updateRatio', ratio);
    }

    layers.forEach((layer, index) => {
      const of = measured.outputs[layer.name];
      if (!of) return;
      const check = (quantity: keyof typeof of, from: Quantity, scale?: number, row = index) =>
        findings.check(`outputs.${quantity}`, ofLayer(step, row, from), of[quantity]?.[step], {
          ...at(`outputs.${quantity}`, layer.name),
          ...(scale === undefined ? {} : { scale }),
        });
      check('gradientNorm', 'gradientOutput');
      check('gradientMaxAbs', 'gradientOutputMax');
      check('mean', 'mean', Math.abs(num(of.mean[step])) + num(of.std[step]));
      check('std', 'std');
      if (!of.preactivationMean || !of.preactivationStd) return;
      const scale = Math.abs(num(of.preactivationMean[step])) + num(of.preactivationStd[step]);
      // A highway's is that of the dense layer inside it.
      const inside = layer.junction?.first ?? index;
      const row = layers[inside]?.place === 'inner' ? inside : index;
      check('preactivationMean', 'preActivationMean', scale, row);
      check('preactivationStd', 'preActivationStd', undefined, row);
    });
    const ofRow = (layer: number, quantity: Quantity) => ofLayer(step, layer, quantity);
    compareRecurrent(measured.recurrent ?? {}, layers, step, ofRow, at, findings);
  }
}

const parametersOf = (layers: readonly Layer[]) =>
  layers.flatMap((layer, index) =>
    layer.parameters.map(({ path, role, offset }) => ({
      name: path,
      role,
      index,
      offset,
    })),
  );

/** Everything in the file must be compared, and everything compared must be in the file. */
function checkNames(
  { measured, finalParameters }: NetworkFile,
  layers: readonly Layer[],
  initialParameters: Lane['initialParameters'],
): void {
  checkParameters(layers, initialParameters);
  const ours = parametersOf(layers).map(({ name }) => name);
  sameNames('measured.parameters', Object.keys(measured.parameters), ours);
  sameNames('finalParameters', Object.keys(finalParameters), ours);
  const told = Object.keys(measured.outputs);
  const known = layers.filter((layer) => isTold(layer) || told.includes(layer.name));
  sameNames(
    'measured.outputs',
    told,
    known.map(({ name }) => name),
  );
  checkRecurrent(measured.recurrent ?? {}, layers);
}

/** The files tell of every row but those inside a block, those that only move numbers or apply φ, and a sum before its norm. */
function isTold({ place, time, parameters, junction }: Layer): boolean {
  if (place === 'inner' || time) return false;
  return parameters.length > 0 || (junction !== null && place !== 'part');
}

/** Each parameter of the lane must be given, in its size: what is not given would be drawn. */
export function checkParameters(layers: readonly Layer[], given: Lane['initialParameters']): void {
  sameNames(
    'initialParameters',
    [...given.keys()],
    parametersOf(layers).map(({ name }) => name),
  );
  for (const layer of layers) {
    for (const { path, size } of layer.parameters) {
      const length = given.get(path)?.length;
      if (length !== size) throw new BrokenFile(`${path} has ${length} numbers, the network has ${size}.`);
    }
  }
}

function sameNames(where: string, theirs: readonly string[], ours: readonly string[]): void {
  const lacking = ours.find((name) => !theirs.includes(name));
  if (lacking !== undefined) throw new BrokenFile(`${where} has no ${lacking}.`);
  const unknown = theirs.find((name) => !ours.includes(name));
  if (unknown !== undefined) throw new BrokenFile(`${where} has ${unknown}, which the network has not.`);
}

function checkLengths({ measured, updates }: NetworkFile): void {
  const groups = { measured, ...measured.parameters, ...measured.outputs, ...measured.recurrent };
  for (const [name, group] of Object.entries(groups)) {
    for (const [quantity, series] of Object.entries(group)) {
      if (Array.isArray(series) && series.length !== updates)
        throw new BrokenFile(`${quantity} of ${name} has ${series.length} steps, not ${updates}.`);
    }
  }
}
