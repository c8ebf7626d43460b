import { poolingBlock, poolingKinds } from './pooling';

export const averagePool = poolingBlock({
  id: 'averagePool',
  label: 'average pooling',
  description:
    'Hands on the mean of each window, and its gradient in equal parts: the norm is divided by the side.',
  formula: 'h = mean over the window',
  source: 'LeCun et al. 1998, §II-B',
});

export const averagePoolKinds = poolingKinds({
  id: 'averagePool',
  pool: (algebra, seen) =>
    algebra.multiply(
      seen.reduce((sum, value) => algebra.add(sum, value)),
      algebra.constant(1 / seen.length),
    ),
  share: (algebra, gradient, seen) => algebra.multiply(gradient, algebra.constant(1 / seen.length)),
});
