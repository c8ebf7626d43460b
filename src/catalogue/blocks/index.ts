/** Every block, in the order of the menu, A new one is a file here, a line below, and one in transformations.ts. */
import { lookup } from '../lookup';
import type { BlockEntry } from '../types';
import { activation } from './activation';
import { averagePool } from './averagePool';
import { batchNorm } from './batchNorm';
import { concatSkip } from './concatSkip';
import { conv2d } from './conv2d';
import { dense } from './dense';
import { dropout } from './dropout';
import { flatten } from './flatten';
import { group } from './group';
import { highway } from './highway';
import { layerNorm } from './layerNorm';
import { gru } from './gru';
import { lstm } from './lstm';
import { maxPool } from './maxPool';
import { residual } from './residual';
import { rmsNorm } from './rmsNorm';
import { selfAttention } from './selfAttention';
import { simpleRnn } from './simpleRnn';

export const BLOCKS: readonly BlockEntry[] = [
  dense,
  residual,
  layerNorm,
  batchNorm,
  rmsNorm,
  activation,
  dropout,
  highway,
  concatSkip,
  group,
  conv2d,
  maxPool,
  averagePool,
  flatten,
  simpleRnn,
  lstm,
  gru,
  selfAttention,
];

export const block = lookup('block', BLOCKS);

/** The block that brings a layer kind. */
export const blockOfKind = (kind: string): BlockEntry | undefined =>
  BLOCKS.find((entry) => entry.kinds.includes(kind));
