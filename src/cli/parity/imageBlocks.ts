/** Convolution, pooling and flatten as reference files spell them. */
import type { Block } from '../../catalogue/types';
import { activationOf } from './activationOf';
import type { BlockJson } from './formats';
import { BrokenFile, NotThereYet } from './numbers';

const pool =
  (type: string) =>
  (json: BlockJson): Block => {
    if (json.size !== json.strides) throw new NotThereYet(`${type} whose windows overlap`);
    return { id: json.name, type, repeat: 1, values: { size: Number(json.size) } };
  };

export const imageReaders: Readonly<Record<string, (json: BlockJson) => Block>> = {
  conv2d(json) {
    const { kernel, strides, filters, padding } = json;
    if (!Array.isArray(kernel) || kernel[0] !== kernel[1])
      throw new BrokenFile(`${json.name} has no square kernel.`);
    return {
      id: json.name,
      type: 'conv2d',
      repeat: 1,
      values: {
        filters: Number(filters),
        kernel: `${kernel[0]}×${kernel[1]}`,
        stride: Array.isArray(strides) ? Number(strides[0]) : 1,
        padding: padding === 'same' ? 'same' : 'valid',
        bias: json.useBias !== false,
      },
      activation: activationOf(typeof json.activation === 'string' ? json.activation : 'linear'),
    };
  },
  maxPool2d: pool('maxPool'),
  averagePool2d: pool('averagePool'),
  flatten: (json) => ({ id: json.name, type: 'flatten', repeat: 1, values: {} }),
};
