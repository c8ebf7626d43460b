/** Every metric, in the order of the menu; the first is shown unless told otherwise. A new one is a file and a line. */
import { lookup } from '../lookup';
import type { Metric } from '../types';
import { activationStd } from './activationStd';
import { dead } from './dead';
import { gradientOutput } from './gradientOutput';
import { gradientOutputRelative } from './gradientOutputRelative';
import { gradientPreActivation } from './gradientPreActivation';
import { gradientWeights } from './gradientWeights';
import { gradientWeightsClipped } from './gradientWeightsClipped';
import { growth } from './growth';
import { saturated } from './saturated';
import { updateRatio } from './updateRatio';

export const METRICS: readonly Metric[] = [
  gradientOutput,
  gradientOutputRelative,
  gradientPreActivation,
  gradientWeights,
  gradientWeightsClipped,
  growth,
  updateRatio,
  activationStd,
  saturated,
  dead,
];

export const metric = lookup('metric', METRICS);
