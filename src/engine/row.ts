/** One measured step on its way into a chunk: the columns of src/history/types.ts, filled from statistics of tensors. */
import {
  CLASS,
  QUANTITIES,
  STEP_QUANTITIES,
  TENSORS,
  type ClassCode,
  type Layer,
  type Quantity,
  type StepQuantity,
  type TensorName,
} from '../catalogue/types';
import type { Chunk } from '../history/types';
import { countConsumers } from './consumers';

/** What one tensor's entries amount to: the norm of the finite ones (0 only where all of them are), and how many are not. */
export interface Norm {
  readonly norm: number;
  readonly nan: number;
  readonly infinite: number;
}
/** With the largest finite magnitude, where it is recorded or clipped by. */
export interface Statistics extends Norm {
  readonly largest: number;
}
export interface Moments {
  readonly mean: number;
  readonly std: number;
  readonly saturated: number;
  readonly dead: number;
}

/** The parts of a parameter that are measured around an update. */
export interface ParameterStatistics {
  readonly gradient: Statistics;
  readonly clipped: Norm;
  readonly value: Norm | null;
  readonly change: Norm | null;
  readonly after: Norm | null;
}

const quantityIndex = Object.fromEntries(QUANTITIES.map((name, index) => [name, index])) as Record<
  Quantity,
  number
>;
const tensorIndex = Object.fromEntries(TENSORS.map((name, index) => [name, index])) as Record<
  TensorName,
  number
>;
const stepIndex = Object.fromEntries(STEP_QUANTITIES.map((name, index) => [name, index])) as Record<
  StepQuantity,
  number
>;

export function classOf({ norm, nan, infinite }: Norm): ClassCode {
  if (nan > 0) return CLASS.nan;
  if (infinite > 0) return CLASS.infinite;
  return norm === 0 ? CLASS.zero : CLASS.finite;
}

/** The norm as it is: that of the entries, Infinity or NaN where one of them is. */
function wholeNorm({ norm, nan, infinite }: Norm): number {
  return nan > 0 ? Number.NaN : infinite > 0 ? Number.POSITIVE_INFINITY : norm;
}

/** √Σ norm², without overflow (norms reach 1e41, their squares stay inside float64). */
export function joinNorms(norms: readonly number[]): number {
  let sum = 0;
  for (const norm of norms) sum += norm * norm;
  return Math.sqrt(sum);
}

export class Row {
  readonly perStep = new Float64Array(STEP_QUANTITIES.length).fill(Number.NaN);
  readonly perLayer: Float64Array;
  readonly classes: Uint8Array;
  private readonly gradientNorms: number[] = [];
  private readonly clippedNorms: number[] = [];

  constructor(private readonly layers: readonly Layer[]) {
    this.perLayer = new Float64Array(layers.length * QUANTITIES.length).fill(Number.NaN);
    this.classes = new Uint8Array(layers.length * TENSORS.length).fill(CLASS.notMeasured);
  }

  private set(layer: number, quantity: Quantity, value: number) {
    this.perLayer[layer * QUANTITIES.length + quantityIndex[quantity]] = value;
  }
  private get(layer: number, quantity: Quantity): number {
    return this.perLayer[layer * QUANTITIES.length + quantityIndex[quantity]] ?? Number.NaN;
  }
  private setClass(layer: number, tensor: TensorName, statistics: Norm) {
    this.classes[layer * TENSORS.length + tensorIndex[tensor]] = classOf(statistics);
  }

  step(quantity: StepQuantity, value: number) {
    this.perStep[stepIndex[quantity]] = value;
  }

  preActivation(layer: number, statistics: Norm, moments: Moments) {
    this.setClass(layer, 'preActivation', statistics);
    this.set(layer, 'preActivationMean', moments.mean);
    this.set(layer, 'preActivationStd', moments.std);
    this.set(layer, 'saturated', moments.saturated);
    this.set(layer, 'dead', moments.dead);
  }
  output(layer: number, statistics: Statistics, moments: Pick<Moments, 'mean' | 'std'>) {
    this.setClass(layer, 'output', statistics);
    this.set(layer, 'mean', moments.mean);
    this.set(layer, 'std', moments.std);
    this.set(layer, 'outputMax', statistics.largest);
  }
  gradientOutput(layer: number, statistics: Statistics) {
    this.setClass(layer, 'gradientOutput', statistics);
    this.set(layer, 'gradientOutput', wholeNorm(statistics));
    this.set(layer, 'gradientOutputMax', statistics.largest);
  }
  gradientPreActivation(layer: number, statistics: Statistics) {
    this.setClass(layer, 'gradientPreActivation', statistics);
    this.set(layer, 'gradientPreActivation', wholeNorm(statistics));
    this.set(layer, 'gradientPreActivationMax', statistics.largest);
  }
  gradientInput(layer: number, statistics: Norm) {
    this.set(layer, 'gradientInput', wholeNorm(statistics));
  }
  paths(layer: number, first: Norm | null, second: Norm | null) {
    if (first) this.set(layer, 'gradientFirstPath', wholeNorm(first));
    if (second) this.set(layer, 'gradientSecondPath', wholeNorm(second));
  }

  parameter(layer: number, role: 'weights' | 'bias', of: ParameterStatistics) {
    const isWeights = role === 'weights';
    this.gradientNorms.push(wholeNorm(of.gradient));
    this.clippedNorms.push(wholeNorm(of.clipped));
    this.setClass(layer, isWeights ? 'gradientWeights' : 'gradientBias', of.gradient);
    this.set(layer, isWeights ? 'gradientWeights' : 'gradientBias', wholeNorm(of.gradient));
    this.set(layer, isWeights ? 'gradientWeightsMax' : 'gradientBiasMax', of.gradient.largest);
    if (isWeights) this.set(layer, 'gradientWeightsClipped', wholeNorm(of.clipped));
    if (of.value) {
      this.setClass(layer, role, of.value);
      this.set(layer, role, wholeNorm(of.value));
    }
    if (of.change) this.set(layer, isWeights ? 'updateWeights' : 'updateBias', wholeNorm(of.change));
    if (of.after) this.setClass(layer, isWeights ? 'weightsAfter' : 'biasAfter', of.after);
  }

  /** Fills what follows from what was measured: sums over the network, and input gradients that only one layer gives. */
  finish() {
    if (Number.isNaN(this.perStep[stepIndex.skipped])) this.step('skipped', 0); // nothing is trained
    this.step('globalNorm', joinNorms(this.gradientNorms));
    this.step('globalNormClipped', joinNorms(this.clippedNorms));
    const consumers = countConsumers(this.layers);
    this.layers.forEach((layer, index) => {
      const input = layer.inputs[0] ?? -1;
      if (input < 0 || !Number.isNaN(this.get(index, 'gradientInput'))) return;
      // Where the input has this layer alone, all that it received came from here.
      if (consumers[input] === 1) this.set(index, 'gradientInput', this.get(input, 'gradientOutput'));
    });
    this.layers.forEach(({ junction }, index) => {
      if (!junction || junction.source < 0) return;
      const fill = (quantity: Quantity, value: number) => {
        if (Number.isNaN(this.get(index, quantity))) this.set(index, quantity, value);
      };
      fill('gradientFirstPath', this.get(index, 'gradientOutput'));
      fill('gradientSecondPath', this.get(junction.first, 'gradientInput'));
      if (junction.via === index) this.set(index, 'gradientInput', this.get(index, 'gradientFirstPath'));
    });
  }
}

export function toChunk(layers: readonly Layer[], firstStep: number, rows: readonly Row[]): Chunk {
  const perStep = new Float64Array(rows.length * STEP_QUANTITIES.length);
  const perLayer = new Float64Array(rows.length * layers.length * QUANTITIES.length);
  const classes = new Uint8Array(rows.length * layers.length * TENSORS.length);
  rows.forEach((row, index) => {
    perStep.set(row.perStep, index * row.perStep.length);
    perLayer.set(row.perLayer, index * row.perLayer.length);
    classes.set(row.classes, index * row.classes.length);
  });
  return { firstStep, count: rows.length, perStep, perLayer, classes };
}
