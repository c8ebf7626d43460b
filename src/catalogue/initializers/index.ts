/** Every initializer, in the order of the menu. A new one is a file here and a line below. */
import { lookup } from '../lookup';
import type { Initializer } from '../types';
import { constant } from './constant';
import { glorotNormal } from './glorotNormal';
import { glorotUniform } from './glorotUniform';
import { heNormal } from './heNormal';
import { heUniform } from './heUniform';
import { identity } from './identity';
import { lecunNormal } from './lecunNormal';
import { lecunUniform } from './lecunUniform';
import { lsuv } from './lsuv';
import { normal } from './normal';
import { orthogonal } from './orthogonal';
import { spectralRadius } from './spectralRadius';
import { uniform } from './uniform';
import { varianceScaling } from './varianceScaling';
import { zeros } from './zeros';

export const INITIALIZERS: readonly Initializer[] = [
  zeros,
  constant,
  normal,
  uniform,
  varianceScaling,
  lecunNormal,
  lecunUniform,
  glorotNormal,
  glorotUniform,
  heNormal,
  heUniform,
  orthogonal,
  identity,
  lsuv,
  spectralRadius,
];

export const initializer = lookup('initializer', INITIALIZERS);
