import type { Clipping } from '../types';

export const none: Clipping = {
  id: 'none',
  label: 'no clipping',
  description: 'Every gradient is used as it is, however large.',
  formula: 'g ← g',
  source: 'Pascanu, Mikolov & Bengio 2013 (what happens without)',
  parameters: [],
  scope: 'none',
  spelling: { pytorch: null, keras: null },
};
