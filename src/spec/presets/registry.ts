/** Every preset, the opening one first. A new one is a file here and a line below. */
import { clip } from './clip';
import { noise } from './noise';
import { opening } from './opening';
import { plainDeep } from './plainDeep';
import { stalls } from './stalls';
import type { Preset } from './types';

export const PRESETS: readonly Preset[] = [opening, plainDeep, stalls, clip, noise];

/** The preset of this id, or undefined. */
export const maybePreset = (id: string): Preset | undefined => PRESETS.find((preset) => preset.id === id);
