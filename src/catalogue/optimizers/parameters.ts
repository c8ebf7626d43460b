/** Parameters that several optimizers have. */
import type { Parameter } from '../types';

/** A share in [0, 1) that says how much of the past is kept. */
export const decay = (id: string, label: string, byDefault: number, description: string): Parameter => ({
  id,
  label,
  type: 'number',
  default: byDefault,
  min: 0,
  max: 0.99999,
  slider: { min: 0, max: 0.999, scale: 'linear' },
  effect: 'next step',
  description,
});

export const momentumShare = (byDefault: number): Parameter =>
  decay('momentum', 'momentum', byDefault, 'The share of the last step’s velocity that is kept.');

/** Explicit on every backend: TensorFlow.js would take another on each. */
export const epsilon = (byDefault: number): Parameter => ({
  id: 'epsilon',
  label: 'ε',
  type: 'number',
  default: byDefault,
  min: 1e-16,
  max: 1,
  slider: { min: 1e-12, max: 1e-2, scale: 'logarithmic' },
  effect: 'next step',
  description: 'Added to the root, so that a gradient of 0 is not divided by 0.',
});
