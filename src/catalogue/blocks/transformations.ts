/** What every layer kind does. Apart from the blocks' entries, since a page needs those and the engine these. */
import type { Transformation, Transformations } from '../ops';
import { activationKinds } from './activation';
import { averagePoolKinds } from './averagePool';
import { batchNormKinds } from './batchNorm';
import { concatSkipKinds } from './concatSkip';
import { conv2dKinds } from './conv2d';
import { denseKinds } from './dense';
import { dropoutKinds } from './dropout';
import { flattenKinds } from './flatten';
import { gruKinds } from './gru';
import { highwayKinds } from './highway';
import { layerNormKinds } from './layerNorm';
import { lstmKinds } from './lstm';
import { maxPoolKinds } from './maxPool';
import { residualKinds } from './residual';
import { rmsNormKinds } from './rmsNorm';
import { selfAttentionKinds } from './selfAttention';
import { simpleRnnKinds } from './simpleRnn';

export const KINDS: Transformations = {
  ...activationKinds,
  ...averagePoolKinds,
  ...batchNormKinds,
  ...concatSkipKinds,
  ...conv2dKinds,
  ...denseKinds,
  ...dropoutKinds,
  ...flattenKinds,
  ...gruKinds,
  ...highwayKinds,
  ...layerNormKinds,
  ...lstmKinds,
  ...maxPoolKinds,
  ...residualKinds,
  ...rmsNormKinds,
  ...selfAttentionKinds,
  ...simpleRnnKinds,
};

/** What a layer of this kind does. Throws for a kind that no block brings. */
export function transformation(kind: string): Transformation {
  const found = Object.hasOwn(KINDS, kind) ? KINDS[kind] : undefined;
  if (!found)
    throw new Error(`There is no layer kind “${kind}”. There are: ${Object.keys(KINDS).join(', ')}.`);
  return found;
}
