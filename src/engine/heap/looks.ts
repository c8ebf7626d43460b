/** What is measured of a tensor, and how loops over its numbers measure it. */
import type { Moments, Norm, Statistics } from '../row';
import type { Tensor } from '../tf';
import { momentsOf, normOf, type Region, type Spread, spreadOf, statisticsOf } from './statistics';

export interface Looks {
  norm(tensor: Tensor): Norm;
  statistics(tensor: Tensor): Statistics;
  spread(tensor: Tensor): Statistics & Spread;
  /** Of pre-activations [batch, units]. */
  moments(tensor: Tensor, saturatedAt: Region, flatAt: Region): Norm & Moments;
}

export function loopLooks(view: (tensor: Tensor) => Float32Array): Looks {
  return {
    norm: (tensor) => normOf(view(tensor)),
    statistics: (tensor) => statisticsOf(view(tensor)),
    spread: (tensor) => spreadOf(view(tensor)),
    moments: (tensor, saturatedAt, flatAt) =>
      momentsOf(view(tensor), tensor.shape.at(-1) ?? 1, saturatedAt, flatAt),
  };
}
