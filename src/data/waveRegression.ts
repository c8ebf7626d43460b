import { computedSplits, noiseParameter } from './plane';
import type { Dataset } from './types';

/** Inputs are uniform on [−√3, √3]: variance 1. */
const HALF = Math.sqrt(3);

/** A sine of one input, target variance 1: the fit can be drawn as a curve, and more waves ask for more depth. */
export const waveRegression: Dataset = {
  id: 'waveRegression',
  label: 'Wave',
  noun: 'points',
  description: 'One number in, one number out: a wave to be fitted.',
  source: 'computed',
  parameters: [
    {
      id: 'waves',
      label: 'Waves',
      type: 'number',
      default: 2,
      min: 0.25,
      max: 8,
      slider: { min: 0.5, max: 5, scale: 'linear' },
      effect: 'rebuild',
      description: 'Full periods over the range of the input.',
    },
    noiseParameter(0.1),
  ],
  losses: ['mse'],
  make(values, seed) {
    const parts = computedSplits('waveRegression', seed, 1, ({ uniforms: [along], normals: [stray] }) => {
      const x = HALF * (2 * along - 1);
      return {
        x: [x],
        y: Math.SQRT2 * Math.sin((Math.PI * Number(values.waves) * x) / HALF) + Number(values.noise) * stray,
      };
    });
    return {
      inputShape: [1],
      outputs: 1,
      task: 'regression',
      ...parts,
      classNames: [],
      picture: { kind: 'curve', extent: HALF },
    };
  },
};
