import type { Activation } from '../types';

export const linear: Activation = {
  id: 'linear',
  label: 'linear',
  description:
    'Hands its input on. Growth is then the weights’ alone; LeCun’s variance 1/fan-in keeps it at 1.',
  formula: 'φ(x) = x',
  source: 'Saxe, McClelland & Ganguli 2014 (deep linear networks)',
  parameters: [],
  f: (x) => x,
  df: () => 1,
  value: (_, x) => x,
  gradient: (_, gradient) => gradient,
  kinks: [],
  saturatedAt: () => [],
  flatAt: () => [],
  suitedInitializer: 'lecunNormal',
  spelling: { pytorch: 'nn.Identity()', keras: '"linear"' },
};
