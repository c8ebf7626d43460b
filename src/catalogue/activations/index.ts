/** Every activation, in the order of the menu. A new one is a file here and a line below. */
import { lookup } from '../lookup';
import type { Activation } from '../types';
import { elu } from './elu';
import { gelu } from './gelu';
import { geluTanh } from './geluTanh';
import { hardTanh } from './hardTanh';
import { leakyRelu } from './leakyRelu';
import { linear } from './linear';
import { relu } from './relu';
import { selu } from './selu';
import { sigmoid } from './sigmoid';
import { silu } from './silu';
import { softplus } from './softplus';
import { softsign } from './softsign';
import { tanh } from './tanh';

export const ACTIVATIONS: readonly Activation[] = [
  linear,
  sigmoid,
  tanh,
  hardTanh,
  relu,
  leakyRelu,
  elu,
  selu,
  gelu,
  geluTanh,
  silu,
  softplus,
  softsign,
];

export const activation = lookup('activation', ACTIVATIONS);
