/**
 * What theory knows of the numbers that a row hands on, and how they go through an activation. NaN stands for a number
 * that is not known, and arithmetic carries it on; `why` then says what lost it.
 */
import { correlationMap } from './correlation';
import { averagesOf, isScaleFree, LINEAR, meanSquareSlope, type Phi } from './meanField';

export interface Signal {
  /** ⟨h²⟩ */
  readonly meanSquare: number;
  /** ⟨h⟩ over the units of an example. */
  readonly mean: number;
  /** ⟨h h′⟩ for two examples of the batch, the same unit in both. */
  readonly covariance: number;
  /** As likely as its negative whatever came in: the last matrix is drawn around 0, and φ is odd. */
  readonly isCentred: boolean;
  /** Over the draws of the weights each number is Gaussian around 0, as what a wide matrix hands on is. */
  readonly isGaussian: boolean;
  readonly why: string | null;
}

/** What theory says of one row. */
export interface RowTheory {
  /** Variance of its pre-activation (of the sum, for a residual). */
  readonly q: number;
  readonly signal: Signal;
  /** Growth of the squared gradient norm from its output to its (first) input. */
  readonly chi: number;
  /** Variance of the log of that growth at this width (theory.md §4). */
  readonly beta: number;
  /** Where χ is not known: why. */
  readonly why: string | null;
  /** Known only roughly: to be drawn as a guide. */
  readonly isGuide?: boolean;
  /** What χ leaves out, for the reader. */
  readonly note?: string;
}

/** Nothing is known of what is handed on. */
export const lostSignal = (why: string): Signal => ({
  meanSquare: Number.NaN,
  mean: Number.NaN,
  covariance: Number.NaN,
  isCentred: false,
  isGaussian: false,
  why,
});

export const unknownRow = (why: string): RowTheory => ({
  q: Number.NaN,
  signal: lostSignal(why),
  chi: Number.NaN,
  beta: Number.NaN,
  why,
});

export interface ThroughPhi {
  readonly signal: Signal;
  /** ⟨φ′²⟩ */
  readonly slope: number;
  /** What the slopes add to the variance of the log, a unit: κ − 2 (κ is 2 for a matrix alone; theory.md §4). */
  readonly wobble: number;
}

const LINEAR_SLOPE = { slope: 1, wobble: 0 } as const;

/**
 * φ over numbers handed on by a matrix, or by a norm behind one: Gaussian around 0 with variance ⟨z²⟩. Two examples'
 * covariance goes by ⟨φ(u1)φ(u2)⟩ (Poole 2016, §2). Where numbers are not Gaussian, only a straight line is known.
 */
export function throughPhi(phi: Phi, z: Signal, who: string): ThroughPhi {
  if (phi === LINEAR) return { signal: z, ...LINEAR_SLOPE };
  if (!z.isGaussian) {
    const why =
      z.why ?? `What ${who} bends was mixed by no matrix, and only of mixed numbers theory knows the spread.`;
    return { signal: lostSignal(why), slope: Number.NaN, wobble: Number.NaN };
  }
  const isCentred = z.isCentred && [0.5, 1, 3].every((u) => Math.abs(phi.f(u) + phi.f(-u)) < 1e-12);
  const { meanSquare: q, covariance, why } = z;
  if (Number.isNaN(q)) {
    const isKnown = isScaleFree(phi);
    return {
      signal: { ...lostSignal(why ?? ''), isCentred },
      slope: isKnown ? meanSquareSlope(phi, 1) : Number.NaN,
      wobble: isKnown ? averagesOf(phi, 1).kappa - 2 : Number.NaN,
    };
  }
  const { mean, output, slope, kappa } = averagesOf(phi, q);
  return {
    signal: {
      meanSquare: output,
      mean,
      covariance: covarianceThrough(phi, q, covariance, { mean, output }),
      isCentred,
      isGaussian: false,
      why: null,
    },
    slope,
    wobble: kappa - 2,
  };
}

/** ⟨φ(u1)φ(u2)⟩ for Gaussians of variance q and this covariance; NaN where nobody asks for it. */
function covarianceThrough(
  phi: Phi,
  q: number,
  covariance: number,
  { mean, output }: { readonly mean: number; readonly output: number },
): number {
  if (Number.isNaN(covariance)) return covariance;
  if (covariance === 0 || q === 0) return mean * mean;
  return output * correlationMap(phi, { weights: 1, bias: 0 }, q).next(covariance / q);
}
