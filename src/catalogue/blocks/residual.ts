import type { Ops, Transformation } from '../ops';
import type { Block, BlockEntry, Values } from '../types';
import { at, booleanOf, numberOf } from '../values';
import { dense } from './dense';

/** y = x + s·F: the skip first, then what the branch made of it. All of one shape. */
const sum: Transformation = {
  forward({ ops, inputs, layer }) {
    return ops.add(at(inputs, 0), scaled(ops, at(inputs, 1), layer.values)); // [rows, channels]
  },
  backward({ ops, gradient, layer, wanted }) {
    return {
      // ∂L/∂x = ∂L/∂y along the skip (the very tensor, no copy); ∂L/∂F = s·∂L/∂y into the branch.
      inputs: [wanted[0] ? gradient : null, wanted[1] ? scaled(ops, gradient, layer.values) : null],
      parameters: {},
    };
  },
};

export const residual: BlockEntry = {
  id: 'residual',
  label: 'residual',
  description:
    'Adds what the blocks inside make of the input to the input itself, so that gradients have a way around them.',
  formula: 'y = x + s·F(x)',
  source: 'He et al. 2016, eq. 1; zero start: Zhang, Dauphin & Ma 2019',
  parameters: [
    {
      id: 'branchScale',
      label: 'branch scale',
      type: 'number',
      default: 1,
      min: -4,
      max: 4,
      slider: { min: 0, max: 2, scale: 'linear' },
      effect: 'rebuild',
      description: 'What the branch is multiplied by before it is added.',
    },
    {
      id: 'zeroInitLast',
      label: 'last layer starts at zero',
      type: 'boolean',
      default: false,
      effect: 'rebuild',
      description:
        'Start the last weights of the branch at 0: the block begins as the identity (where the branch ends in an activation with φ(0) = 0).',
    },
  ],
  has: { activation: false, initializer: false, recurrentInitializer: false, stack: true },
  template: {
    type: 'residual',
    repeat: 1,
    values: { branchScale: 1, zeroInitLast: false },
    stack: [inner('inner1'), inner('inner2')],
  },
  expand(block, expansion) {
    const { input, inputShape } = expansion;
    const stack = block.stack ?? [];
    if (stack.length === 0)
      return expansion.fail('A residual block needs at least one block inside. Add a dense block to it.');
    const zeroInitLast = booleanOf(block.values, 'zeroInitLast');
    const branch = expansion.branch(stack, input, inputShape, { zeroInitLast });
    if (branch.shape.join() !== inputShape.join()) {
      return expansion.fail(
        `The skip brings ${size(inputShape)} and the branch ${size(branch.shape)}, and the two are added. ` +
          `Let the last block inside hand on ${size(inputShape)}, or the block before this one ${size(branch.shape)}.`,
      );
    }
    const output = expansion.add({
      kind: 'residual',
      role: 'sum',
      inputs: [input, branch.last],
      inputShape,
      outputShape: inputShape,
      activation: null,
      parameters: [],
      values: { branchScale: numberOf(block.values, 'branchScale') },
      junction: { source: input, first: branch.first, last: branch.last, paths: ['skip', 'branch'] },
    });
    return { output, shape: inputShape };
  },
  transformations: { residual: sum },
  summary(block) {
    const stack = block.stack ?? [];
    const count = stack.reduce((blocks, { repeat }) => blocks + repeat, 0);
    const noun = stack.every(({ type }) => type === stack[0]?.type) ? (stack[0]?.type ?? 'blocks') : 'blocks';
    return `${NUMBER_WORDS[count] ?? count} ${noun} inside, × ${fraction(numberOf(block.values, 'branchScale'))}`;
  },
};

/** s·x, and x itself at the usual s = 1. */
function scaled<T>(ops: Ops<T>, x: T, values: Values): T {
  const factor = numberOf(values, 'branchScale');
  return factor === 1 ? x : ops.scale(x, factor);
}

function inner(id: string): Block {
  return { ...dense.template, id };
}

const size = (shape: readonly number[]): string =>
  shape.length === 1 ? `${shape[0]} numbers` : shape.join(' × ');

const NUMBER_WORDS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

/** 0.5 as 1/2, where it is one over a small whole number. */
function fraction(value: number): string {
  const inverse = 1 / value;
  return Number.isInteger(inverse) && inverse > 1 && inverse <= 12 ? `1/${inverse}` : String(value);
}
