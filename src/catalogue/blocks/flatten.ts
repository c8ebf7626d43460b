import type { Transformation, Transformations } from '../ops';
import type { BlockEntry } from '../types';
import { at } from '../values';

/** The same numbers as one row an example: height, then width, then channels. */
const rows: Transformation = {
  forward: ({ ops, inputs, layer }) => ops.reshape(at(inputs, 0), layer.outputShape[0] ?? 1),
  backward: ({ ops, gradient, layer, wanted }) => ({
    inputs: [wanted[0] ? ops.reshape(gradient, layer.inputShape.at(-1) ?? 1) : null],
    parameters: {},
  }),
};

export const flatten: BlockEntry = {
  id: 'flatten',
  label: 'flatten',
  family: 'images',
  description: 'Lays an image or a sequence out as one row of numbers, which dense blocks take.',
  formula: 'h = x, as one row',
  source: '–',
  parameters: [],
  has: { activation: false, initializer: false, recurrentInitializer: false, stack: false },
  template: { type: 'flatten', repeat: 1, values: {} },
  expand(_block, expansion) {
    const { input, inputShape } = expansion;
    const shape = [inputShape.reduce((product, length) => product * length, 1)];
    const output = expansion.add({
      kind: 'flatten',
      role: 'flatten',
      inputs: [input],
      inputShape,
      outputShape: shape,
      activation: null,
      parameters: [],
      continues: true,
    });
    return { output, shape };
  },
  kinds: ['flatten'],
  summary: () => 'to one row',
};

export const flattenKinds: Transformations = { flatten: rows };
