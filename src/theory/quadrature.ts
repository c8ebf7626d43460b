/**
 * Gaussian averages ⟨f(√q z)⟩ = ∫ f(√q z) e^(−z²/2)/√2π dz by composite Gauss–Legendre (theory.md §0): 20 points a
 * panel, panels at most 0.25 wide over |z| ≤ 13, panel ends at the kinks, and panels of 1/√q where f still bends.
 */
const POINTS = 20;
const REACH = 13;
const PANEL = 0.25;
/** Beyond this |u| every activation of the catalogue is as good as straight, so that wide panels do again. */
const BENDS_UNTIL = 40;

export interface Nodes {
  readonly z: Float64Array;
  /** Quadrature weight times the normal density. */
  readonly weight: Float64Array;
}

/** ⟨f(√q z)⟩ for standard normal z; `kinks` are the arguments u = √q z at which f or its slope jumps. */
export function gaussianMean(f: (u: number) => number, q: number, kinks: readonly number[]): number {
  const root = Math.sqrt(q);
  const { z, weight } = gaussianNodes(root, kinks);
  let sum = 0;
  for (let node = 0; node < z.length; node++) sum += weight[node]! * f(root * z[node]!); // in range by the loop
  return sum;
}

/** Nodes in z for integrands that bend on the scale 1/root and jump at kinks/root. */
export function gaussianNodes(root: number, kinks: readonly number[]): Nodes {
  if (root <= 4 && kinks.every((kink) => kink === 0)) return plainNodes();
  const ends = [...EVEN_ENDS];
  if (root > 4) {
    const bend = Math.min(REACH, BENDS_UNTIL / root);
    const panels = Math.ceil(bend * root);
    for (let panel = -panels; panel <= panels; panel++) ends.push((panel * bend) / panels);
  }
  for (const kink of kinks) if (Math.abs(kink) < REACH * root) ends.push(kink / root);
  return nodesBetween(ends.sort((a, b) => a - b));
}

const EVEN_ENDS = Array.from({ length: (2 * REACH) / PANEL + 1 }, (_, index) => -REACH + index * PANEL);
let plain: Nodes | undefined;
/** The nodes that most integrands share, made once. */
const plainNodes = (): Nodes => (plain ??= nodesBetween(EVEN_ENDS));

function nodesBetween(ends: readonly number[]): Nodes {
  const { abscissas, weights } = LEGENDRE;
  const z: number[] = [];
  const weight: number[] = [];
  for (let panel = 1; panel < ends.length; panel++) {
    const low = ends[panel - 1]!; // in range by the loop
    const half = (ends[panel]! - low) / 2;
    if (half < 1e-14) continue;
    for (let point = 0; point < POINTS; point++) {
      const at = low + half * (1 + abscissas[point]!); // both tables have POINTS entries
      z.push(at);
      weight.push((half * weights[point]! * Math.exp((-at * at) / 2)) / Math.sqrt(2 * Math.PI));
    }
  }
  return { z: Float64Array.from(z), weight: Float64Array.from(weight) };
}

/** Abscissas and weights on [−1, 1]: roots of the Legendre polynomial by Newton's method. */
const LEGENDRE = legendre(POINTS);

function legendre(points: number): { readonly abscissas: Float64Array; readonly weights: Float64Array } {
  const abscissas = new Float64Array(points);
  const weights = new Float64Array(points);
  for (let index = 0; index < points; index++) {
    let x = Math.cos((Math.PI * (index + 0.75)) / (points + 0.5));
    let slope = 1;
    for (let iteration = 0; iteration < 100; iteration++) {
      let [before, value] = [1, x];
      for (let degree = 2; degree <= points; degree++) {
        [before, value] = [value, ((2 * degree - 1) * x * value - (degree - 1) * before) / degree];
      }
      slope = (points * (x * value - before)) / (x * x - 1);
      const step = value / slope;
      x -= step;
      if (Math.abs(step) < 1e-16) break;
    }
    abscissas[index] = x;
    weights[index] = 2 / ((1 - x * x) * slope * slope);
  }
  return { abscissas, weights };
}
