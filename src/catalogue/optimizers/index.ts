/** Every optimizer, in the order of the menu. A new one is a file here and a line below. */
import { lookup } from '../lookup';
import type { Optimizer } from '../types';
import { adagrad } from './adagrad';
import { adam } from './adam';
import { adamw } from './adamw';
import { momentum } from './momentum';
import { nesterov } from './nesterov';
import { rmsprop } from './rmsprop';
import { sgd } from './sgd';

export const OPTIMIZERS: readonly Optimizer[] = [sgd, momentum, nesterov, rmsprop, adam, adamw, adagrad];

export const optimizer = lookup('optimizer', OPTIMIZERS);
