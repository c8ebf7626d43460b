import { computedSplits, noiseParameter } from './plane';
import type { Dataset } from './types';

/** Half the side of the square: variance 1 along each axis. */
const HALF = Math.sqrt(3);

/** A tilted plane over the square, target variance 1: the simplest thing to regress, so that only the network can be at fault. */
export const planeRegression: Dataset = {
  id: 'planeRegression',
  label: 'Tilted plane',
  noun: 'points',
  description: 'A height over each point of a square; the surface is a tilted plane.',
  source: 'TensorFlow Playground',
  parameters: [noiseParameter(0.1)],
  losses: ['mse'],
  make(values, seed) {
    const parts = computedSplits(
      'planeRegression',
      seed,
      2,
      ({ uniforms: [across, up], normals: [stray] }) => {
        const x = [HALF * (2 * across - 1), HALF * (2 * up - 1)] as const;
        return { x, y: (x[0] + x[1]) / Math.SQRT2 + Number(values.noise) * stray };
      },
    );
    return {
      inputShape: [2],
      outputs: 1,
      task: 'regression',
      ...parts,
      classNames: [],
      picture: { kind: 'plane', extent: 2.25 },
    };
  },
};
