/** What a recorder says of matrices of many shapes, against plain float64: runs in Node and, bundled, on a page. */
import { CLASS, QUANTITIES, type Quantity, TENSORS, type TensorName } from '../../src/catalogue/types';
import { bareLayers } from '../../src/cli/parity/bareLayer';
import type { Device } from '../../src/engine/device';
import type { Row } from '../../src/engine/row';
import { scope } from '../../src/engine/tf';
import { stream } from '../../src/random/stream';

/** Few and many rows, even and odd; some are cut into parts, some are one. */
const SHAPES = [
  [1, 1],
  [2, 3],
  [33, 1],
  [64, 64],
  [17, 300],
  [961, 25],
  [4096, 16],
  [5000, 3],
] as const;

/** Changes one thing about standard normal numbers. */
const KINDS: Readonly<Record<string, (values: Float32Array) => void>> = {
  normal: () => undefined,
  'far from 0': (values) => {
    for (const [index, value] of values.entries()) values[index] = 1000 + value;
  },
  'first is an outlier': (values) => {
    values[0] = 1e6;
  },
  'largest last': (values) => {
    values[values.length - 1] = 3e30;
  },
  huge: (values) => {
    for (const [index, value] of values.entries()) values[index] = 1e38 * Math.tanh(value);
  },
  tiny: (values) => {
    for (const [index, value] of values.entries()) values[index] = 1e-25 * value;
  },
  zeros: (values) => {
    values.fill(0);
  },
  'a NaN': (values) => {
    values[values.length - 1] = Number.NaN;
  },
  'an Inf': (values) => {
    values[values.length >> 1] = Number.NEGATIVE_INFINITY;
  },
};

export interface MeasuresOutcome {
  readonly compared: number;
  /** One line a number that is off. */
  readonly off: readonly string[];
}

export async function compareMeasures(device: Device): Promise<MeasuresOutcome> {
  const off: string[] = [];
  let compared = 0;
  const [bare] = bareLayers([{ shape: [1] }]);
  if (!bare) throw new Error('One layer was asked for.');
  const cases = SHAPES.flatMap(([rows, columns]) =>
    Object.entries(KINDS).map(([kind, change]) => {
      const values = Float32Array.from(stream(1, 'measures', rows, columns).normals(rows * columns));
      // Every third unit is dead.
      for (const [index, value] of values.entries())
        if ((index % columns) % 3 === 0) values[index] = -Math.abs(value);
      change(values);
      return { name: `${kind} [${rows}, ${columns}]`, rows, columns, values };
    }),
  );
  const layers = cases.map(() => ({ ...bare, parameters: [], activation: { kind: 'relu' } }));
  const pending = scope(() => {
    const recorder = device.record(layers, 1, true);
    cases.forEach(({ values, rows, columns }, layer) => {
      const tensor = device.upload(values, [rows, columns]);
      recorder.values(layer, tensor, tensor);
      recorder.gradients(layer, tensor, tensor);
    });
    return recorder.finish(1);
  });
  const [row] = await device.read(layers, [pending]);
  pending.dispose();
  if (!row) throw new Error('One row was asked for.');
  cases.forEach((one, layer) => {
    for (const { what, is, expected } of comparisons(row, layer, one)) {
      compared++;
      const isSame = Object.is(is, expected) || Math.abs(is - expected) <= 2e-5 * Math.abs(expected);
      if (!isSame) off.push(`${one.name}: ${what} is ${is} instead of ${expected}`);
    }
  });
  return { compared, off };
}

function comparisons(
  row: Row,
  layer: number,
  { values, columns }: { readonly values: Float32Array; readonly columns: number },
) {
  const quantity = (name: Quantity) =>
    row.perLayer[layer * QUANTITIES.length + QUANTITIES.indexOf(name)] ?? Number.NaN;
  const classCode = (name: TensorName) => row.classes[layer * TENSORS.length + TENSORS.indexOf(name)] ?? -1;
  const finite = values.filter(Number.isFinite);
  const largest = finite.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const std = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
  const isFinite = finite.length === values.length;
  const hasNan = values.some(Number.isNaN);
  const norm = hasNan ? Number.NaN : isFinite ? Math.hypot(...rescaled(values, largest)) * largest : Infinity;
  let dead = 0;
  for (let unit = 0; unit < columns; unit++)
    if (values.every((value, index) => index % columns !== unit || value <= 0)) dead++;
  const code = hasNan ? CLASS.nan : isFinite ? (largest === 0 ? CLASS.zero : CLASS.finite) : CLASS.infinite;
  // A mean is known to an ulp of what was summed.
  const near = (is: number) => (Math.abs(is - mean) <= 1e-6 * largest ? mean : is);
  return [
    { what: 'mean', is: near(quantity('mean')), expected: mean },
    { what: 'mean of z', is: near(quantity('preActivationMean')), expected: mean },
    { what: 'std', is: quantity('std'), expected: isFinite ? std : Number.NaN },
    { what: 'std of z', is: quantity('preActivationStd'), expected: isFinite ? std : Number.NaN },
    { what: 'largest', is: quantity('outputMax'), expected: largest },
    { what: 'norm', is: quantity('gradientOutput'), expected: norm },
    { what: 'largest gradient', is: quantity('gradientPreActivationMax'), expected: largest },
    { what: 'dead', is: quantity('dead'), expected: dead / columns },
    {
      what: 'saturated',
      is: quantity('saturated'),
      expected: values.filter((value) => value <= 0).length / values.length,
    },
    { what: 'class of h', is: classCode('output'), expected: code },
    { what: 'class of z', is: classCode('preActivation'), expected: code },
    { what: 'class of ∂L/∂h', is: classCode('gradientOutput'), expected: code },
  ];
}

const rescaled = (values: Float32Array, largest: number) =>
  Array.from(values, (value) => (largest > 0 ? value / largest : 0));
