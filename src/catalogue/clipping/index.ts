/** Every way to clip, in the order of the menu. A new one is a file here and a line below. */
import { lookup } from '../lookup';
import type { Clipping } from '../types';
import { adaptive } from './adaptive';
import { globalNorm } from './globalNorm';
import { layerNorm } from './layerNorm';
import { none } from './none';
import { value } from './value';

export const CLIPPINGS: readonly Clipping[] = [none, value, layerNorm, globalNorm, adaptive];

export const clipping = lookup('clipping', CLIPPINGS);
