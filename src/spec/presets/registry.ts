/** Every preset, the opening one first. A new one is a file here and a line below. */
import { clip } from './clip';
import { noise } from './noise';
import { opening } from './opening';
import { plainDeep } from './plainDeep';
import { stalls } from './stalls';
import { batchNormGrows } from './batchNormGrows';
import { brake } from './brake';
import { convolution } from './convolution';
import { depth } from './depth';
import { dies } from './dies';
import { highway } from './highway';
import { norms } from './norms';
import { orthogonal } from './orthogonal';
import { skips } from './skips';
import { step } from './step';
import type { Preset } from './types';

export const PRESETS: readonly Preset[] = [
  opening,
  dies,
  depth,
  noise,
  stalls,
  brake,
  plainDeep,
  step,
  clip,
  skips,
  norms,
  batchNormGrows,
  orthogonal,
  highway,
  convolution,
];

/** The preset of this id, or undefined. */
export const maybePreset = (id: string): Preset | undefined => PRESETS.find((preset) => preset.id === id);
