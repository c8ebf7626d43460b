/** The infinitely wide network at its start: how lengths and gradients go through one layer (theory.md §1–2). */
import { activation } from '../catalogue/activations';
import type { Choice } from '../catalogue/types';
import { gaussianMean, gaussianNodes } from './quadrature';

/** An activation with its parameters put in. `kinks`: where φ or φ′ jumps. */
export interface Phi {
  f(u: number): number;
  df(u: number): number;
  readonly kinks: readonly number[];
}

/** Variances of the weights times fan-in (σw²) and of the biases (σb²). */
export interface Sigmas {
  readonly weights: number;
  readonly bias: number;
}

export const LINEAR: Phi = { f: (u) => u, df: () => 1, kinks: [] };

/** The activation of a row; null, a row without one, is linear. */
export function phiOf(choice: Choice | null): Phi {
  if (choice === null || choice.kind === 'linear') return LINEAR;
  const entry = activation(choice.kind);
  return { f: (u) => entry.f(u, choice), df: (u) => entry.df(u, choice), kinks: entry.kinks };
}

/** ⟨φ²⟩ for pre-activations of variance q. */
export const meanSquareOutput = (phi: Phi, q: number): number =>
  gaussianMean((u) => phi.f(u) ** 2, q, phi.kinks);

/** ⟨φ′²⟩ for pre-activations of variance q. At q = 0 the limit from above. */
export const meanSquareSlope = (phi: Phi, q: number): number =>
  gaussianMean((u) => phi.df(u) ** 2, above0(q), phi.kinks);

/** ⟨φ⟩, ⟨φ²⟩, ⟨φ′²⟩ and κ in one pass over the nodes, for profiles under a slider. */
export function averagesOf(
  phi: Phi,
  q: number,
): { readonly mean: number; readonly output: number; readonly slope: number; readonly kappa: number } {
  const root = Math.sqrt(above0(q));
  const { z, weight } = gaussianNodes(root, phi.kinks);
  let [mean, output, slope, fourth] = [0, 0, 0, 0];
  for (let node = 0; node < z.length; node++) {
    const u = root * z[node]!; // in range by the loop, as is the weight
    const f = phi.f(u);
    const square = phi.df(u) ** 2;
    mean += weight[node]! * f;
    output += weight[node]! * f * f;
    slope += weight[node]! * square;
    fourth += weight[node]! * square * square;
  }
  return { mean, output, slope, kappa: kappaOf(slope, fourth) };
}

/** φ(u + b): every unit has the same bias b (the gates of a highway). */
export const shifted = (phi: Phi, by: number): Phi => ({
  f: (u) => phi.f(u + by),
  df: (u) => phi.df(u + by),
  kinks: phi.kinks.map((kink) => kink - by),
});

/** ⟨φ′²⟩ is the same at every length, as for ReLU and straight lines. */
export function isScaleFree(phi: Phi): boolean {
  const slope = meanSquareSlope(phi, 1);
  return [0.01, 100].every((q) => Math.abs(meanSquareSlope(phi, q) / slope - 1) < 1e-12);
}

/** V(q) = σw²⟨φ(√q z)²⟩ + σb²: the variance of the next layer's pre-activations (Poole 2016, §2). */
export const nextLength = (phi: Phi, { weights, bias }: Sigmas, q: number): number =>
  weights * meanSquareOutput(phi, q) + bias;

/** χ1 = σw²⟨φ′(√q z)²⟩: the growth of the squared gradient norm through a layer, going back (Poole 2016; Schoenholz 2017). */
export const chi1 = (phi: Phi, { weights }: Sigmas, q: number): number => weights * meanSquareSlope(phi, q);

/** dV/dq = σw²⟨zφφ′⟩/√q, which is χ1 + σw²⟨φ″φ⟩ (Schoenholz 2017, §3). */
export function lengthSlope(phi: Phi, { weights }: Sigmas, q: number): number {
  const positive = above0(q);
  return (weights * gaussianMean((u) => u * phi.f(u) * phi.df(u), positive, phi.kinks)) / positive;
}

/** κ = 3⟨φ′⁴⟩/⟨φ′²⟩² − 1: variance of the log of the squared gradient ratio, times the width, a layer (theory.md §4). */
const kappaOf = (second: number, fourth: number): number => (3 * fourth) / second ** 2 - 1;

/** Small enough to be the limit q → 0, and large enough that √q z is no denormal. */
const TINY = 1e-30;
const above0 = (q: number): number => Math.max(q, TINY);

/** Below this an iterated length counts as gone to 0, above it as gone to infinity. */
const GONE = 1e-12;
const RUN_AWAY = 1e12;
/** How far the search goes at first (short enough not to leap over the gap between two fixed points), and how its stride grows. */
const STRIDE = 1.25;
const STRIDE_GROWTH = 1.05;
/** An excess below this share of q is rounding. */
const FLAT = 1e-14;

/**
 * q*, the length that V iterated from `start` tends to (Poole 2016, §2). null: it grows without bound, or every q is
 * a fixed point (ReLU at σw² = 2, σb = 0). V rises with q, so the iteration moves one way and stops at the first
 * fixed point on it; that one is bracketed and found by secants, also where iterating would crawl.
 */
export function fixedLength(phi: Phi, sigmas: Sigmas, start = 1): number | null {
  const excess = (q: number) => nextLength(phi, sigmas, q) - q;
  const isFlat = (q: number, value: number) => Math.abs(value) < FLAT * q;
  const first = excess(start);
  if (isFlat(start, first)) return [start / 2, 2 * start].every((q) => isFlat(q, excess(q))) ? null : start;
  let [near, atNear] = [start, first];
  let far = start;
  for (let stride = STRIDE; ; stride *= STRIDE_GROWTH) {
    far *= first > 0 ? stride : 1 / stride;
    if (far > RUN_AWAY) return null;
    if (far < GONE) return 0;
    const atFar = excess(far);
    if (isFlat(far, atFar)) continue; // hard tanh at σw² = 1: V(q) = q to the last digit long before q = 0
    if (atFar > 0 !== first > 0) return rootBetween(excess, near, atNear, far, atFar);
    [near, atNear] = [far, atFar];
  }
}

/** A root of f between a and b, where f has opposite signs (regula falsi, Illinois form). */
export function rootBetween(
  f: (x: number) => number,
  a: number,
  atA: number,
  b: number,
  atB: number,
): number {
  for (let iteration = 0; iteration < 200; iteration++) {
    const middle = b - (atB * (b - a)) / (atB - atA);
    const atMiddle = f(middle);
    if (atMiddle === 0 || Math.abs(middle - b) < 4e-16 * Math.abs(middle)) return middle;
    if (atMiddle > 0 === atB > 0) atA /= 2;
    else [a, atA] = [b, atB];
    [b, atB] = [middle, atMiddle];
  }
  return b;
}

/**
 * The σw² at which χ1 = 1 for a given σb² (the edge of chaos; Schoenholz 2017, §2), or null where there is none.
 * Along the edge σw² = 1/⟨φ′²⟩(q) and σb² = q − ⟨φ²⟩/⟨φ′²⟩, so that only q is sought.
 */
export function criticalSigmaW2(phi: Phi, sigmaB2: number): number | null {
  if (isScaleFree(phi)) return 1 / meanSquareSlope(phi, 1);
  const excess = (q: number) => q - meanSquareOutput(phi, q) / meanSquareSlope(phi, q) - sigmaB2;
  let [low, atLow] = [GONE, excess(GONE)];
  if (Math.abs(atLow) <= 2 * GONE) return 1 / meanSquareSlope(phi, 0);
  if (atLow > 0) return null;
  for (let high = 1e-6; high < RUN_AWAY; high *= 2) {
    const atHigh = excess(high);
    if (atHigh >= 0) return 1 / meanSquareSlope(phi, rootBetween(excess, low, atLow, high, atHigh));
    [low, atLow] = [high, atHigh];
  }
  return null;
}
