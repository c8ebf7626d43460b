import type { Initializer } from '../types';
import { numberOf } from '../values';
import { sizeOf } from './fans';

export const identity: Initializer = {
  id: 'identity',
  label: 'identity',
  description:
    'Each unit starts by handing on its own input. Where the widths differ, the units left over start at 0.',
  formula: 'W = scale·I (a kernel: at its centre)',
  source: 'Le, Jaitly & Hinton 2015, §2',
  parameters: [
    {
      id: 'scale',
      label: 'scale',
      type: 'number',
      default: 1,
      min: -100,
      max: 100,
      slider: { min: 0.1, max: 10, scale: 'logarithmic' },
      effect: 'rebuild',
      description: 'The entries of the diagonal.',
    },
  ],
  sample(parameter, values) {
    const scale = numberOf(values, 'scale');
    const entries = new Float64Array(sizeOf(parameter));
    const [columns = 1, rows = 1, ...spatial] = parameter.shape.toReversed();
    // The centre of a kernel, [⌊h/2⌋, ⌊w/2⌋], as torch.nn.init.dirac_.
    const centre = spatial.reduceRight((index, length) => index * length + Math.floor(length / 2), 0);
    for (let i = 0; i < Math.min(rows, columns); i++) entries[(centre * rows + i) * columns + i] = scale;
    return entries;
  },
  varianceTimesFanIn: () => null,
  spelling: {
    pytorch: 'w.data.copy_({scale} * torch.eye(*w.shape))',
    keras: 'keras.initializers.Identity(gain={scale})',
  },
};
