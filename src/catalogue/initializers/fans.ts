/** What normal and uniform entries have in common: draws that are scaled, so that lanes share them. */
import type { Draws, ParameterShape } from '../types';

/** How many entries the parameter has. */
export const sizeOf = ({ shape }: ParameterShape): number =>
  shape.reduce((product, length) => product * length, 1);

/** Normal numbers with this standard deviation, not truncated (as torch.nn.init, unlike Keras). */
export const normals = (parameter: ParameterShape, deviation: number, draws: Draws): Float64Array =>
  draws.normals(sizeOf(parameter)).map((draw) => draw * deviation);

/** Uniform numbers strictly between −bound and bound. */
export const uniforms = (parameter: ParameterShape, bound: number, draws: Draws): Float64Array =>
  draws.uniforms(sizeOf(parameter)).map((draw) => (2 * draw - 1) * bound);

/** The standard deviation whose square times fan-in is `gain`. */
export const fanInDeviation = ({ fanIn }: ParameterShape, gain: number): number => Math.sqrt(gain / fanIn);

/** Xavier's variance, 2/(fan-in + fan-out), times fan-in. */
export const glorotGain = ({ fanIn, fanOut }: ParameterShape): number => (2 * fanIn) / (fanIn + fanOut);
