/** Activations, losses, optimizers and clippings of the reference files, on a device: the same check on every backend. */
import type { Choice, Layer, LayerParameter } from '../../src/catalogue/types';
import type { Device, UpdateSettings } from '../../src/engine/device';
import { scope } from '../../src/engine/tf';
import { QUANTITIES } from '../../src/catalogue/types';
import { STEP_QUANTITIES } from '../../src/catalogue/types';
import { type Num, num, numbers, type TensorJson } from './oracleFile';

export interface Mismatch {
  readonly what: string;
  readonly error: number;
  readonly limit: number;
}

/** Oracle README, "Limits outside the networks": ten times as much on WebGL. */
const looser = (device: Device) => (device.info.name === 'webgl' ? 10 : 1);

/** Distance in units of `scale`; NaN equals only NaN, an infinity only itself. */
function distance(actual: number, expected: number, scale: number): number {
  if (Number.isNaN(expected) || !Number.isFinite(expected))
    return Object.is(actual, expected) ? 0 : Number.POSITIVE_INFINITY;
  if (actual === expected || Math.abs(actual - expected) < 1e-37) return 0; // WebGL has no denormals
  const error = Math.abs(actual - expected) / scale;
  return Number.isNaN(error) ? Number.POSITIVE_INFINITY : error;
}

/** Collects what is outside its limit, and counts what was compared. */
function judge() {
  const outside: Mismatch[] = [];
  let compared = 0;
  return {
    check(
      what: string,
      actual: number | undefined,
      expected: Num,
      limit: number,
      scale = Math.abs(num(expected)),
    ) {
      compared++;
      const error = distance(actual ?? Number.NaN, num(expected), scale);
      if (!(error <= limit)) outside.push({ what: `${what}: ${actual} for ${expected}`, error, limit });
    },
    verdict: () => ({ compared, outside }),
  };
}

export interface ActivationsFile {
  x: Num[];
  activations: Record<string, { value: Num[]; derivative: Num[] }>;
}
const CHOICES: Record<string, Choice> = {
  'leakyRelu0.2': { kind: 'leakyRelu', slope: 0.2 },
  leakyRelu: { kind: 'leakyRelu', slope: 0.01 },
};

export async function compareActivations(device: Device, file: ActivationsFile) {
  const { check, verdict } = judge();
  const x = Float32Array.from(file.x.map(num));
  for (const [id, expected] of Object.entries(file.activations)) {
    const choice = CHOICES[id] ?? { kind: id };
    const [values, slopes] = await Promise.all(
      scope(() => {
        const z = device.upload(x, [1, x.length]);
        const ones = device.upload(new Float32Array(x.length).fill(1), [1, x.length]);
        return [
          device.readTensor(device.activate(z, choice)),
          device.readTensor(device.activateBackward(ones, z, choice)),
        ];
      }),
    );
    file.x.forEach((at, index) => {
      const limit = 2e-6 * looser(device) * Math.max(1, Math.abs(num(at)));
      check(`${id}(${at})`, values?.[index], expected.value[index] ?? 'NaN', limit, 1);
      check(`${id}′(${at})`, slopes?.[index], expected.derivative[index] ?? 'NaN', limit, 1);
    });
  }
  return verdict();
}

export interface LossesFile {
  cases: {
    title: string;
    loss: string;
    outputs: TensorJson;
    targets: TensorJson;
    float64: { value: Num; gradient: Num[] };
    float32?: { value: Num; gradient: Num[] };
  }[];
}

export async function compareLosses(device: Device, file: LossesFile) {
  const { check, verdict } = judge();
  for (const { title, loss, outputs, targets, float64, float32 } of file.cases) {
    const [batch = 1, width = 1] = outputs.shape;
    const raw = numbers(targets);
    const oneHot =
      targets.shape.length < outputs.shape.length
        ? Float32Array.from({ length: batch * width }, (_, index) =>
            raw[Math.floor(index / width)] === index % width ? 1 : 0,
          )
        : raw;
    const { row, gradient } = scope(() => {
      const result = device.loss(
        device.upload(numbers(outputs), [batch, width]),
        device.upload(oneHot, [batch, width]),
        { kind: loss },
      );
      const recorder = device.record([], batch, true);
      recorder.loss(result);
      return { row: recorder.finish(0), gradient: device.readTensor(result.gradient) };
    });
    const [measured] = await device.read([], [row]);
    row.dispose();
    const expected = float32 ?? float64;
    const limit = 2e-6 * looser(device);
    check(
      `${loss} ${title}`,
      measured?.perStep[0],
      expected.value,
      limit,
      Math.max(Math.abs(num(expected.value)), 1e-3),
    );
    const values = await gradient;
    // p − t cancels: what float32 can hold is relative to the case's largest slope.
    const largest = Math.max(...expected.gradient.map((one) => Math.abs(num(one))));
    expected.gradient.forEach((one, index) =>
      check(`${loss} ${title} gradient ${index}`, values[index], one, limit, largest),
    );
  }
  return verdict();
}

/** A layer that holds nothing but these parameters. */
function bareLayer(shapes: readonly (readonly number[])[]): Layer {
  let offset = 0;
  const parameters = shapes.map((shape, index): LayerParameter => {
    const size = shape.reduce((product, length) => product * length, 1);
    offset += size;
    return {
      name: `p${index}`,
      role: 'weights',
      shape,
      fanIn: 1,
      fanOut: 1,
      offset: offset - size,
      size,
      initializer: { kind: 'zeros' },
    };
  });
  return {
    id: 'bare',
    name: 'bare',
    kind: 'dense',
    blockId: 'bare',
    repetition: 0,
    inputs: [-1],
    inputShape: [1],
    outputShape: [1],
    activation: null,
    parameters,
    values: {},
    place: 'trunk',
    number: 1,
    skip: null,
  };
}
const matrix = (shape: readonly number[], size: number): [number, number] =>
  shape.length === 1 ? [1, size] : [size / (shape.at(-1) ?? 1), shape.at(-1) ?? 1];

const SETTINGS: UpdateSettings = {
  optimizer: { kind: 'sgd' },
  learningRate: 1,
  weightDecay: 0,
  clipping: { kind: 'none' },
  skipNonFinite: false,
  update: 0,
};

export interface OptimizersFile {
  initialParameters: Num[];
  gradientSequences: Record<string, Num[][]>;
  cases: {
    optimizer: string;
    options: Record<string, number | boolean>;
    schedule: { kind: string };
    gradients: string;
    learningRates: number[];
    parameters: Num[][];
  }[];
}

export async function compareOptimizers(device: Device, file: OptimizersFile) {
  const { check, verdict } = judge();
  const start = Float32Array.from(file.initialParameters.map(num));
  const layer = bareLayer([[start.length]]);
  for (const one of file.cases) {
    const {
      weightDecay = 0,
      nesterov: _nesterov,
      amsgrad: _amsgrad,
      learningRateDecay: _decay,
      ...options
    } = one.options;
    const store = device.createParameters([layer], start);
    const largest = start.map(Math.abs);
    for (const [update, gradient] of (file.gradientSequences[one.gradients] ?? []).entries()) {
      scope(() => {
        const g = device.upload(Float32Array.from(gradient.map(num)), [1, start.length]);
        const learningRate = one.learningRates[update] ?? Number.NaN;
        store.update(
          [{ p0: g }],
          {
            ...SETTINGS,
            optimizer: { kind: one.optimizer, ...options },
            learningRate,
            weightDecay: Number(weightDecay),
            update,
          },
          null,
        );
      });
      const values = await store.read();
      one.parameters[update]?.forEach((expected, index) => {
        largest[index] = Math.max(largest[index] ?? 0, Math.abs(num(expected)));
        const scale = Math.max(Math.abs(num(expected)), 1e-3 * (largest[index] ?? 0));
        check(
          `${one.optimizer} ${one.schedule.kind} ${one.gradients} update ${update}`,
          values[index],
          expected,
          2e-4 * looser(device),
          scale,
        );
      });
    }
    store.dispose();
  }
  return verdict();
}

export interface ClippingFile {
  shapes: number[][];
  parametersForAdaptive: Num[][];
  gradientLists: Record<string, (Num | Num[])[][]>;
  cases: {
    gradients: string;
    clipping: string;
    threshold: number | null;
    expected: { globalNormBefore: Num; globalNormAfter: Num; layerNormsAfter: Num[]; gradients: Num[][] };
  }[];
}
const flat = (values: readonly (Num | Num[])[]): Float32Array => Float32Array.from(values.flat().map(num));

export async function compareClippings(device: Device, file: ClippingFile) {
  const { check, verdict } = judge();
  const layer = bareLayer(file.shapes);
  const limit = 2e-6 * looser(device);
  for (const one of file.cases) {
    const isAdaptive = one.clipping === 'adaptive';
    const length = layer.parameters.reduce((sum, { size }) => sum + size, 0);
    // From zero and with rate 1 the new parameters are the clipped gradient itself, sign turned.
    const start = isAdaptive
      ? flat(file.parametersForAdaptive.flatMap((list) => list.flat()))
      : new Float32Array(length);
    const store = device.createParameters([layer], start);
    const row = scope(() => {
      const gradients = Object.fromEntries(
        layer.parameters.map(({ name, shape, size }, index) => [
          name,
          device.upload(flat(file.gradientLists[one.gradients]?.[index] ?? []), matrix(shape, size)),
        ]),
      );
      const recorder = device.record([layer], 1, true);
      store.update(
        [gradients],
        {
          ...SETTINGS,
          clipping: { kind: one.clipping, ...(one.threshold === null ? {} : { threshold: one.threshold }) },
        },
        recorder,
      );
      return recorder.finish(1);
    });
    const [measured] = await device.read([layer], [row]);
    row.dispose();
    const title = `${one.clipping} ${one.threshold} ${one.gradients}`;
    check(
      `${title} globalNormBefore`,
      measured?.perStep[STEP_QUANTITIES.indexOf('globalNorm')],
      one.expected.globalNormBefore,
      limit,
    );
    check(
      `${title} globalNormAfter`,
      measured?.perStep[STEP_QUANTITIES.indexOf('globalNormClipped')],
      one.expected.globalNormAfter,
      limit,
    );
    check(
      `${title} last tensor's norm after`,
      measured?.perLayer[QUANTITIES.indexOf('gradientWeightsClipped')],
      one.expected.layerNormsAfter.at(-1) ?? 'NaN',
      limit,
    );
    if (!isAdaptive) {
      const values = await store.read();
      one.expected.gradients
        .flat()
        .forEach((expected, index) =>
          check(`${title} entry ${index}`, -(values[index] ?? 0), expected, limit),
        );
    }
    store.dispose();
  }
  return verdict();
}

/** Skip-the-step: with a gradient that is not finite nothing moves, neither parameters nor the optimizer's memory; the next step goes on as if it had not been. */
export async function compareSkips(device: Device) {
  const { check, verdict } = judge();
  const start = Float32Array.of(0.5, -1, 2, 0.25);
  const layer = bareLayer([[start.length]]);
  const adam: Choice = { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };
  const settings = { ...SETTINGS, optimizer: adam, learningRate: 0.1, skipNonFinite: true };
  const ordinary = Float32Array.of(1, -2, 0.5, 3);
  const run = async (gradients: readonly Float32Array[]) => {
    const store = device.createParameters([layer], start);
    const skipped: (number | undefined)[] = [];
    for (const gradient of gradients) {
      const row = scope(() => {
        const recorder = device.record([layer], 1, true);
        store.update([{ p0: device.upload(gradient, [1, start.length]) }], settings, recorder);
        return recorder.finish(1);
      });
      const [measured] = await device.read([layer], [row]);
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
      check(`${poison}: parameter ${index}`, poisoned.values[index], value, 0),
    );
    [0, 1, 0].forEach((expected, step) =>
      check(`${poison}: step ${step} is skipped`, poisoned.skipped[step], expected, 0),
    );
  }
  return verdict();
}
