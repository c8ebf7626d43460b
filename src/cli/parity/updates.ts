/** Optimizers and clippings of the reference files: updates of a bare parameter vector on a device. */
import { CLIPPINGS, schedule as scheduleOf, SCHEDULES } from '../../catalogue/registry';
import { type Choice, QUANTITIES, STEP_QUANTITIES, type StepQuantity } from '../../catalogue/types';
import type { Device } from '../../engine/device';
import { scope } from '../../engine/tf';
import { bareLayers, matrixOf, SETTINGS } from './bareLayer';
import type { FileOf } from './formats';
import { type Finding, Findings, looser } from './findings';
import { BrokenFile, num, sizeOf } from './numbers';
import { known, optimizerSettings } from './toLane';

export async function compareOptimizers(device: Device, file: FileOf<'optimizers'>): Promise<Finding[]> {
  const findings = new Findings();
  const start = Float32Array.from(file.initialParameters.map(num));
  const layers = bareLayers([{ shape: [start.length] }]);
  const limit = 2e-4 * looser(device);
  for (const one of file.cases) {
    const settings = optimizerSettings(one.optimizer, one.options);
    const schedule = known(SCHEDULES, 'schedule', one.schedule);
    const sequence = file.gradientSequences[one.gradients];
    if (!sequence || sequence.length !== one.parameters.length)
      throw new BrokenFile(`“${one.gradients}” has not one gradient for each update.`);
    const store = device.createParameters(layers, start);
    const largest = start.map(Math.abs);
    for (const [update, gradient] of sequence.entries()) {
      const learningRate = one.learningRate * scheduleOf(schedule.kind).factor(update, schedule);
      const where = `${one.optimizer} ${one.schedule.kind} ${one.gradients}`;
      findings.check(`${one.schedule.kind} learningRate`, learningRate, one.learningRates[update], {
        limit: 2e-6,
        step: update,
        where,
      });
      scope(() => {
        const g = device.upload(Float32Array.from(gradient.map(num)), [1, start.length]);
        store.update([{ p: g }], { ...SETTINGS, ...settings, learningRate, update }, null);
      });
      const values = await store.read();
      one.parameters[update]?.forEach((expected, index) => {
        largest[index] = Math.max(largest[index] ?? 0, Math.abs(num(expected)));
        const scale = Math.max(Math.abs(num(expected)), 1e-3 * largest[index]);
        const place = { limit, step: update, where: `${where} [${index}]`, scale };
        findings.check(`${one.optimizer} parameters`, values[index], expected, place);
      });
    }
    store.dispose();
  }
  return findings.list();
}

export async function compareClippings(device: Device, file: FileOf<'clipping'>): Promise<Finding[]> {
  const findings = new Findings();
  const layers = bareLayers(file.shapes.map((shape) => ({ shape })));
  const limit = 2e-6 * looser(device);
  const length = file.shapes.reduce((sum, shape) => sum + sizeOf(shape), 0);
  const weights = Float32Array.from(file.parametersForAdaptive.flat().map(num));
  if (weights.length !== length) throw new BrokenFile('parametersForAdaptive do not fill the shapes.');
  for (const { clipping: kind, threshold, gradients: list, expected } of file.cases) {
    known(CLIPPINGS, 'clipping', { kind });
    const gradients = file.gradientLists[list];
    if (!gradients || gradients.flat().length !== length)
      throw new BrokenFile(`The gradients “${list}” do not fill the shapes.`);
    // From zero and with rate 1 the new parameters are the clipped gradient itself, sign turned.
    const start = kind === 'adaptive' ? weights : new Float32Array(length);
    const store = device.createParameters(layers, start);
    const row = scope(() => {
      const uploaded = file.shapes.map((shape, index) => ({
        p: device.upload(Float32Array.from((gradients[index] ?? []).map(num)), matrixOf(shape)),
      }));
      const clipping: Choice = threshold === null ? { kind } : { kind, threshold };
      const recorder = device.record(layers, 1, true);
      store.update(uploaded, { ...SETTINGS, clipping }, recorder);
      return recorder.finish(1);
    });
    const [measured] = await device.read(layers, [row]);
    row.dispose();
    const values = await store.read();
    store.dispose();
    const title = `${threshold} ${list}`;
    const ofStep = (quantity: StepQuantity) => measured?.perStep[STEP_QUANTITIES.indexOf(quantity)];
    const whole = { limit, where: title };
    findings.check(`${kind} globalNormBefore`, ofStep('globalNorm'), expected.globalNormBefore, whole);
    findings.check(`${kind} globalNormAfter`, ofStep('globalNormClipped'), expected.globalNormAfter, whole);
    expected.layerNormsAfter.forEach((norm, index) => {
      const at = index * QUANTITIES.length + QUANTITIES.indexOf('gradientWeightsClipped');
      const where = `${title} [${index}]`;
      findings.check(`${kind} layerNormsAfter`, measured?.perLayer[at], norm, { limit, where });
    });
    const entries = expected.gradients.flat();
    if (entries.length !== length) throw new BrokenFile(`The expected gradients of “${title}” are too few.`);
    entries.forEach((entry, index) => {
      const from = start[index] ?? 0;
      const where = `${title} [${index}]`;
      const scale = Math.max(Math.abs(from), Math.abs(num(entry)));
      findings.check(`${kind} gradients`, values[index], toNum(from - num(entry)), { limit, where, scale });
    });
  }
  return findings.list();
}

const toNum = (value: number) =>
  Number.isFinite(value) ? value : (String(value) as 'NaN' | 'Infinity' | '-Infinity'); // all that is not finite
