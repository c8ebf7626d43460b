/**
 * What theory expects of this very network on these data at step 0: the length of the signal down the rows, and the
 * gradient of each trunk row's output on its way back. No fixed point is assumed (theory.md §2: "the transient").
 */
import type { Layer } from '../catalogue/types';
import { theoryOfRow } from './rows';
import type { Way } from './rows/row';
import type { RowTheory, Signal } from './signal';

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
  /** Trunk rows down to the last hidden one; from the first of all, or from where theory ends. Empty: no theory. */
  readonly rows: readonly PredictedRow[];
  /** Predicted ‖∂L/∂h_first‖ / ‖∂L/∂h_last‖, and its root a layer (the lane's growth); NaN where theory ends before. */
  readonly wholeFactor: number;
  readonly growth: number;
  /** Why theory ends on the way back, or does not begin; null where it reaches the first row. */
  readonly missing: string | null;
  /** What it leaves out. */
  readonly notes: readonly string[];
  /** Some of its factors are rough: it is to be called a guide. */
  readonly isGuide: boolean;
}

/** Of the data. */
export interface InputMoments {
  /** ⟨x²⟩ */
  readonly meanSquare: number;
  /** Of an example over its features: root of the mean square over examples. */
  readonly mean: number;
  /** ⟨x x′⟩ of two examples: mean over features of (mean over examples)². */
  readonly covariance: number;
}

/** The profile as far back from the loss as theory goes. What is known of each kind of row: `rows/`. `nameOf`: for sentences. */
export function transientProfile(
  layers: readonly Layer[],
  input: InputMoments,
  nameOf = (row: number): string => layers[row]?.name ?? 'the data',
): Profile {
  const theories = theoriesOf(layers, input, nameOf);
  const trunk = layers.flatMap(({ place }, index) => (place === 'trunk' ? [index] : []));
  const rows: PredictedRow[] = [];
  const notes = new Set<string>();
  let [logSquare, variance, isGuide] = [0, 0, false];
  let missing: string | null = trunk.length === 0 ? 'There are no hidden rows.' : null;
  for (const [place, layer] of [...trunk.entries()].reverse()) {
    rows.unshift(predictedRow(layer, theories[layer]?.q ?? Number.NaN, logSquare, variance));
    const before = trunk[place - 1];
    if (before === undefined) break;
    const { chi, beta, why, passed } = wayBack(layers, theories, layer, before);
    if (Number.isNaN(chi)) {
      missing = why ?? UNSAID;
      break;
    }
    logSquare += Math.log(chi);
    variance += beta;
    for (const { note, isGuide: isRough } of passed) {
      if (note) notes.add(note);
      isGuide ||= isRough === true;
    }
  }
  const reached = missing === null ? (rows[0]?.logRelative ?? 0) : Number.NaN;
  return {
    rows: missing !== null && rows.length < 2 ? [] : rows,
    wholeFactor: Math.exp(reached),
    growth: Math.exp(reached / (trunk.length - 1)),
    missing,
    notes: [...notes],
    isGuide,
  };
}

/** Where no row gave its reason. */
const UNSAID = 'How long the signal is there is not known.';

function predictedRow(layer: number, q: number, logSquare: number, variance: number): PredictedRow {
  const centre = logSquare / 2 - variance / 4;
  return {
    layer,
    q,
    logRelative: logSquare / 2,
    relative: Math.exp(logSquare / 2),
    low: Math.exp(centre - Math.sqrt(variance)),
    high: Math.exp(centre + Math.sqrt(variance)),
  };
}

/** Row by row from the data on. The output row's theory is asked by nobody. */
function theoriesOf(
  layers: readonly Layer[],
  input: InputMoments,
  nameOf: (row: number) => string,
): readonly RowTheory[] {
  const before: RowTheory[] = [];
  // Two examples are only followed where batch norm asks for them: it costs a series a row.
  const asksForPairs = layers.some(({ kind }) => kind === 'batchNorm');
  const data: Signal = {
    ...input,
    ...(asksForPairs ? {} : { covariance: Number.NaN }),
    isCentred: false,
    isGaussian: false,
    why: null,
  };
  for (const layer of layers) {
    before.push(
      theoryOfRow({
        layer,
        name: nameOf(before.length),
        layers,
        before,
        signalOf: (row) => before[row]?.signal ?? data,
        wayBack: (from, to) => wayBack(layers, before, from, to),
      }),
    );
  }
  return before;
}

/** Back along first inputs (at a junction: its source) from the output of one row to that of an earlier one. */
function wayBack(
  layers: readonly Layer[],
  theories: readonly RowTheory[],
  from: number,
  to: number,
): Way & { readonly passed: readonly RowTheory[] } {
  let [chi, beta, why]: [number, number, string | null] = [1, 0, null];
  const passed: RowTheory[] = [];
  let row = from;
  while (row > to) {
    const [layer, theory] = [layers[row], theories[row]];
    if (!layer || !theory) break;
    passed.push(theory);
    if (theory.chi === 0) return { chi: 0, beta: 0, why: null, passed }; // zero weights let nothing back, whatever is behind
    chi *= theory.chi;
    beta += theory.beta;
    why ??= theory.why;
    row = layer.junction?.source ?? layer.inputs[0] ?? -1;
  }
  return row === to ? { chi, beta, why, passed } : { chi: Number.NaN, beta: Number.NaN, why, passed };
}
