/** How every layer kind is written elsewhere, block by block. */
import type { KindScript, Scripts } from '../scripts';
import { activationScripts } from './activation';
import { averagePoolScripts } from './averagePool';
import { batchNormScripts } from './batchNorm';
import { concatSkipScripts } from './concatSkip';
import { conv2dScripts } from './conv2d';
import { denseScripts } from './dense';
import { dropoutScripts } from './dropout';
import { flattenScripts } from './flatten';
import { gruScripts } from './gru';
import { highwayScripts } from './highway';
import { layerNormScripts } from './layerNorm';
import { lstmScripts } from './lstm';
import { maxPoolScripts } from './maxPool';
import { residualScripts } from './residual';
import { rmsNormScripts } from './rmsNorm';
import { selfAttentionScripts } from './selfAttention';
import { simpleRnnScripts } from './simpleRnn';

export const SCRIPTS: Scripts = {
  ...activationScripts,
  ...averagePoolScripts,
  ...batchNormScripts,
  ...concatSkipScripts,
  ...conv2dScripts,
  ...denseScripts,
  ...dropoutScripts,
  ...flattenScripts,
  ...gruScripts,
  ...highwayScripts,
  ...layerNormScripts,
  ...lstmScripts,
  ...maxPoolScripts,
  ...residualScripts,
  ...rmsNormScripts,
  ...selfAttentionScripts,
  ...simpleRnnScripts,
};

/** How a kind is written. Throws for a kind that no block writes. */
export function kindScript(kind: string): KindScript {
  const found = Object.hasOwn(SCRIPTS, kind) ? SCRIPTS[kind] : undefined;
  if (!found) throw new Error(`No block says how its layers of the kind “${kind}” are written elsewhere.`);
  return found;
}
