/**
 * What theory expects of this very network on these data at step 0: the length of the signal down the rows, and the
 * gradient of each trunk row's output on its way back. No fixed point is assumed (theory.md §2: "the transient").
 */
import { initializer } from '../catalogue/initializers';
import type { Junction, Layer, LayerParameter } from '../catalogue/types';
import { averagesOf, phiOf, type Sigmas } from './meanField';

export interface PredictedRow {
  /** Index into the lane's layers. */
  readonly layer: number;
  /** Expected variance of its pre-activation (of the sum, for a residual). */
  readonly q: number;
  /** ln of ‖∂L/∂h‖ against the last hidden row; `relative` is its exponential and may leave float64. */
  readonly logRelative: number;
  readonly relative: number;
  /** Where 19 of 20 networks of this width lie for one input (theory.md §4); batches wobble less. */
  readonly low: number;
  readonly high: number;
}

export interface Profile {
  /** One a trunk row, first to last. */
  readonly rows: readonly PredictedRow[];
  /** Predicted ‖∂L/∂h_first‖ / ‖∂L/∂h_last‖, and its root a layer (the lane's growth). */
  readonly wholeFactor: number;
  readonly growth: number;
}

/**
 * The profile of a stack of dense rows and of residuals around dense rows; null where no theory is known to us.
 * inputMeanSquare: mean of x² over the data. Dense: q = σw²·⟨h²⟩ + σb² and χ(q) (Poole 2016; Schoenholz 2017), σw² being
 * variance times fan-in, which makes it right for unequal widths too (theory.md §0). Residual x + αF(x): lengths and
 * squared gradients add, 1 + α²χ_F (Yang & Schoenholz 2017; Hanin & Rolnick 2018), where F ends in an odd activation.
 */
export function transientProfile(layers: readonly Layer[], inputMeanSquare: number): Profile | null {
  const forward: Forward[] = [];
  for (const layer of layers) {
    if (layer.place === 'output') continue;
    const row = forwardRow(layer, forward, inputMeanSquare);
    if (row === null) return null;
    forward.push(row);
  }
  const trunk = layers.flatMap((layer, index) => (layer.place === 'trunk' ? [index] : []));
  if (trunk.length === 0) return null;
  const rows: PredictedRow[] = [];
  let logSquare = 0;
  let variance = 0;
  for (const layer of trunk.toReversed()) {
    const { q, chi, beta } = forward[layer] ?? UNKNOWN;
    const centre = logSquare / 2 - variance / 4;
    rows.unshift({
      layer,
      q,
      logRelative: logSquare / 2,
      relative: Math.exp(logSquare / 2),
      low: Math.exp(centre - Math.sqrt(variance)),
      high: Math.exp(centre + Math.sqrt(variance)),
    });
    logSquare += Math.log(chi);
    variance += beta;
  }
  const logFactor = rows[0]?.logRelative ?? 0;
  return { rows, wholeFactor: Math.exp(logFactor), growth: Math.exp(logFactor / (trunk.length - 1)) };
}

interface Forward {
  readonly q: number;
  /** ⟨h²⟩ of what it hands on. */
  readonly meanSquare: number;
  /** Growth of the squared gradient from its output to its (skip's) input. */
  readonly chi: number;
  /** Variance of the log of that growth at this width. */
  readonly beta: number;
  /** Its output is as likely as its negative whatever came in: the last matrix is drawn around 0 and φ is odd. */
  readonly isCentred: boolean;
}

const UNKNOWN: Forward = {
  q: Number.NaN,
  meanSquare: Number.NaN,
  chi: Number.NaN,
  beta: Number.NaN,
  isCentred: false,
};

function forwardRow(layer: Layer, before: readonly Forward[], inputMeanSquare: number): Forward | null {
  const handedOn = (index: number) =>
    index === -1 ? inputMeanSquare : (before[index]?.meanSquare ?? Number.NaN);
  if (layer.junction) return residualSum(layer, layer.junction, before, handedOn(layer.junction.source));
  const [input, ...more] = layer.inputs;
  const sigmas = denseSigmas(layer);
  if (sigmas === null || input === undefined || more.length > 0) return null;
  const phi = phiOf(layer.activation);
  const q = sigmas.weights * handedOn(input) + sigmas.bias;
  const width = layer.outputShape[0] ?? Number.NaN;
  const { output, slope, kappa } = averagesOf(phi, q);
  return {
    q,
    meanSquare: output,
    chi: sigmas.weights * slope,
    beta: kappa / width,
    isCentred: [0.5, 1, 3].every((u) => Math.abs(phi.f(u) + phi.f(-u)) < 1e-12),
  };
}

/** A plain sum after a branch of rows that ends in a centred one (else what skip and branch bring is not independent). */
function residualSum(
  layer: Layer,
  junction: Junction,
  before: readonly Forward[],
  carried: number,
): Forward | null {
  const branch = before.slice(junction.first, junction.last + 1);
  const last = branch.at(-1);
  const scale = layer.values.branchScale;
  if (
    !last?.isCentred ||
    typeof scale !== 'number' ||
    layer.activation !== null ||
    layer.parameters.length > 0
  )
    return null;
  const chi = branch.reduce((product, row) => product * row.chi, scale * scale);
  const share = chi / (1 + chi); // of the squared gradient that went through the branch; the skip's part does not wobble
  const beta = share * share * branch.reduce((sum, row) => sum + row.beta, 0);
  const q = carried + scale * scale * last.meanSquare;
  return { q, meanSquare: q, chi: 1 + chi, beta, isCentred: false };
}

/** σw² and σb² of a row that is one matrix and at most one bias, whatever it is called; else null. */
function denseSigmas(layer: Layer): Sigmas | null {
  const weights = layer.parameters.filter(({ role }) => role === 'weights');
  const biases = layer.parameters.filter(({ role }) => role === 'bias');
  const [matrix] = weights;
  const [bias] = biases;
  if (!matrix || weights.length > 1 || biases.length > 1 || matrix.shape.length !== 2) return null;
  const variance = varianceTimesFanIn(matrix);
  if (variance === null) return null;
  const biasVariance = bias ? varianceTimesFanIn(bias) : 0;
  return biasVariance === null ? null : { weights: variance, bias: bias ? biasVariance / bias.fanIn : 0 };
}

/** Variance × fan-in; null where its initializer has none. A parameter that starts at zero has variance 0. */
function varianceTimesFanIn(parameter: LayerParameter): number | null {
  const { kind, ...values } = parameter.initializer;
  const entry = initializer(kind);
  const known = entry.varianceTimesFanIn(parameter, values);
  if (known !== null) return known;
  const ones = (n: number) => new Float64Array(n).fill(1);
  const isZero = entry
    .sample(parameter, values, { normals: ones, uniforms: ones })
    .every((entry) => entry === 0);
  return isZero ? 0 : null;
}
