/** Every preset, along the way that the article takes; the opening one first. A new one is a file here and a line below. */
import { batchNormGrows } from './batchNormGrows';
import { brake } from './brake';
import { clip } from './clip';
import { convolution } from './convolution';
import { depth } from './depth';
import { dies } from './dies';
import { gates } from './gates';
import { highway } from './highway';
import { noise } from './noise';
import { norms } from './norms';
import { opening } from './opening';
import { orthogonal } from './orthogonal';
import { plainDeep } from './plainDeep';
import { preNorm } from './preNorm';
import { rnnExplodes } from './rnnExplodes';
import { skips } from './skips';
import { stalls } from './stalls';
import { step } from './step';
import type { Preset } from './types';

export interface PresetGroup {
  readonly label: string;
  readonly presets: readonly Preset[];
}

export const PRESET_GROUPS: readonly PresetGroup[] = [
  { label: 'What explodes', presets: [opening, dies, depth] },
  { label: 'Who sets the factor', presets: [noise, stalls, brake, plainDeep] },
  { label: 'Too long a step', presets: [step, clip] },
  { label: 'Cures: weights', presets: [orthogonal] },
  { label: 'Cures: skips and gates', presets: [skips, highway] },
  { label: 'Cures: norms', presets: [norms, batchNormGrows, preNorm] },
  { label: 'Through time', presets: [rnnExplodes, gates] },
  { label: 'On images', presets: [convolution] },
];

export const PRESETS: readonly Preset[] = PRESET_GROUPS.flatMap(({ presets }) => presets);

/** The preset of this id, or undefined. */
export const maybePreset = (id: string): Preset | undefined => PRESETS.find((preset) => preset.id === id);
