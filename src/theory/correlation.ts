/**
 * Two inputs on their way through the network (theory.md §1, §3). By Mehler's formula the double integral over
 * correlated Gaussians is a power series, ⟨φ(u1)φ(u2)⟩ = Σ aₙ² cⁿ with aₙ = ⟨φ(√q z) hₙ(z)⟩ and hₙ the normalized
 * Hermite polynomials: one single integral a coefficient, then every c costs a sum.
 */
import { chi1, fixedLength, lengthSlope, type Phi, type Sigmas } from './meanField';
import { gaussianNodes } from './quadrature';

/** Terms by quadrature; where φ has kinks the series goes on to FAR_TERMS in closed form. */
const TERMS = 512;
const FAR_TERMS = 16384;

export interface CorrelationMap {
  /** c′, the correlation after one more layer (Poole 2016, §2). */
  next(c: number): number;
  /** dc′/dc = σw²⟨φ′(u1)φ′(u2)⟩ (Schoenholz 2017, §3). */
  slope(c: number): number;
}

/** The map at length q, where q need not be the fixed point (then both inputs have it). */
export function correlationMap(phi: Phi, { weights, bias }: Sigmas, q: number): CorrelationMap {
  const squares = hermiteSquares(phi, q);
  const scale = weights * squares.reduce((sum, value) => sum + value, 0) + bias;
  return {
    next: (c) => (weights * polynomial(squares, c) + bias) / scale,
    slope: (c) => (weights * derivative(squares, c)) / scale,
  };
}

/** c*, where the correlation of any two inputs ends: 1 in the ordered phase. null: no finite q* above 0. */
export function fixedCorrelation(phi: Phi, sigmas: Sigmas, q = fixedLength(phi, sigmas)): number | null {
  if (q === null || q === 0) return null;
  if (chi1(phi, sigmas, q) <= 1) return 1;
  const map = correlationMap(phi, sigmas, q);
  // The map is convex on [0, 1] and crosses the diagonal once before 1: Newton from 0 climbs there without overshooting.
  let c = 0;
  for (let iteration = 0; iteration < 100; iteration++) {
    const step = (map.next(c) - c) / (1 - map.slope(c));
    c += step;
    if (Math.abs(step) < 1e-14) break;
  }
  return Math.min(c, 1);
}

export interface DepthScales {
  readonly qStar: number;
  readonly chi1: number;
  readonly cStar: number | null;
  /** Layers over which the length, the correlation and the squared gradient change e-fold; ξ_∇ < 0 where gradients explode. */
  readonly lengths: number;
  readonly correlations: number | null;
  readonly gradients: number;
}

/** ξ_q, ξ_c, ξ_∇ (Schoenholz 2017, §3 and §5), or null where there is no q*. ξ_c is what the trainable depth of 6 ξ_c is read from. */
export function depthScales(phi: Phi, sigmas: Sigmas): DepthScales | null {
  const qStar = fixedLength(phi, sigmas);
  if (qStar === null) return null;
  const growth = chi1(phi, sigmas, qStar);
  const cStar = fixedCorrelation(phi, sigmas, qStar);
  const slope =
    cStar === null ? null : cStar === 1 ? growth : correlationMap(phi, sigmas, qStar).slope(cStar);
  const scale = (factor: number) => -1 / Math.log(factor);
  return {
    qStar,
    chi1: growth,
    cStar,
    lengths: scale(lengthSlope(phi, sigmas, qStar)),
    correlations: slope === null ? null : scale(slope),
    gradients: scale(growth),
  };
}

/** aₙ², and what is left of ⟨φ²⟩ as the last entry. */
function hermiteSquares(phi: Phi, q: number): Float64Array {
  const root = Math.sqrt(q);
  const { z, weight } = gaussianNodes(root, phi.kinks);
  const near = new Float64Array(TERMS);
  let meanSquare = 0;
  for (let node = 0; node < z.length; node++) {
    const at = z[node]!; // in range by the loops, here and below
    const value = phi.f(root * at);
    const weighted = weight[node]! * value;
    if (Math.abs(weighted) < 1e-22) continue;
    meanSquare += weighted * value;
    let [before, hermite] = [0, 1];
    for (let degree = 0; degree < TERMS; degree++) {
      near[degree]! += weighted * hermite;
      [before, hermite] = [hermite, (at * hermite - ROOTS[degree]! * before) / ROOTS[degree + 1]!];
    }
  }
  const far = phi.kinks.length > 0 ? farCoefficients(phi, root) : [];
  const squares = Float64Array.from([...near, ...far, 0], (coefficient) => coefficient * coefficient);
  squares[squares.length - 1] = Math.max(0, meanSquare - squares.reduce((sum, value) => sum + value, 0));
  return squares;
}

/**
 * aₙ for TERMS ≤ n < FAR_TERMS. Two integrations by parts leave √q/√(n(n−1)) Σ Δ hₙ₋₂(t) g(t) over the kinks, Δ being the
 * jump of φ′ there, t = kink/√q and g the normal density; what φ″ adds between kinks has died out by then.
 */
function farCoefficients(phi: Phi, root: number): Float64Array {
  const far = new Float64Array(FAR_TERMS - TERMS);
  for (const kink of phi.kinks) {
    const at = kink / root;
    const step = 1e-9 * Math.max(1, Math.abs(kink));
    const jump = phi.df(kink + step) - phi.df(kink - step);
    const factor = (root * jump * Math.exp((-at * at) / 2)) / Math.sqrt(2 * Math.PI);
    if (factor === 0) continue;
    let [before, hermite] = [0, 1];
    let [low, middle] = [0, 1]; // √degree and √(degree + 1)
    for (let degree = 0; degree < FAR_TERMS - 2; degree++) {
      const order = degree + 2;
      const high = Math.sqrt(order);
      if (order >= TERMS) far[order - TERMS]! += (factor * hermite) / (high * middle);
      [before, hermite] = [hermite, (at * hermite - low * before) / middle];
      [low, middle] = [middle, high];
    }
  }
  return far;
}

/** √n of the terms by quadrature, which need it at every node. */
const ROOTS = Float64Array.from({ length: TERMS + 1 }, (_, degree) => Math.sqrt(degree));

const polynomial = (coefficients: Float64Array, x: number): number =>
  coefficients.reduceRight((sum, coefficient) => sum * x + coefficient, 0);

function derivative(coefficients: Float64Array, x: number): number {
  let sum = 0;
  for (let degree = coefficients.length - 1; degree >= 1; degree--)
    sum = sum * x + degree * coefficients[degree]!; // in range
  return sum;
}
