import type { Schedule } from '../types';

export const constant: Schedule = {
  id: 'constant',
  label: 'constant',
  description: 'The same rate throughout.',
  formula: 'η',
  source: 'Robbins & Monro 1951',
  parameters: [],
  factor: () => 1,
  spelling: { pytorch: null, keras: null },
};
