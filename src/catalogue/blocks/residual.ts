import type { Ops, Transformation, Transformations } from '../ops';
import type { Block, BlockEntry, StackEnd, Value, Values } from '../types';
import { at, booleanOf, numberOf } from '../values';
import { denseInside, holdsStack, insideWords, shapeWords } from './inside';

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
  family: 'shortcuts',
  description:
    'Adds what the blocks inside make of the input to the input itself, so that gradients have a way around them.',
  formula: 'y = x + s·F(x);  norm before: x + s·F(norm(x));  after: norm(x + s·F(x))',
  source: 'He et al. 2016, eq. 1; norms: Xiong et al. 2020, Table 1; zero start: Zhang, Dauphin & Ma 2019',
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
    {
      id: 'normPlacement',
      label: 'norm',
      type: 'choice',
      default: 'none',
      choices: ['none', 'pre', 'post'],
      effect: 'rebuild',
      description: 'A norm before the branch alone (pre), or after the sum (post).',
    },
    {
      id: 'norm',
      label: 'kind of norm',
      type: 'choice',
      default: 'layerNorm',
      choices: ['layerNorm', 'rmsNorm', 'batchNorm'],
      effect: 'rebuild',
      description: 'Which norm, where there is one.',
    },
  ],
  has: holdsStack,
  template: {
    type: 'residual',
    repeat: 1,
    values: { branchScale: 1, zeroInitLast: false, normPlacement: 'none', norm: 'layerNorm' },
    stack: [denseInside('inner1'), denseInside('inner2')],
  },
  expand(block, expansion) {
    const { input, inputShape } = expansion;
    const stack = block.stack ?? [];
    if (stack.length === 0)
      return expansion.fail('A residual block needs at least one block inside. Add a dense block to it.');
    const { normPlacement, norm } = { ...residual.template.values, ...block.values };
    const zeroInitLast = booleanOf(block.values, 'zeroInitLast');
    const before: StackEnd | null =
      normPlacement === 'pre' ? expansion.branch([normBlock(norm, 'pre')], input, inputShape) : null;
    const branch = expansion.branch(stack, before?.last ?? input, inputShape, { zeroInitLast });
    if (branch.shape.join() !== inputShape.join()) {
      return expansion.fail(
        `The skip brings ${shapeWords(inputShape)} and the branch ${shapeWords(branch.shape)}, and the two are added. ` +
          `Let the last block inside hand on ${shapeWords(inputShape)}, or the block before this one ${shapeWords(branch.shape)}.`,
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
      junction: {
        source: input,
        first: before?.first ?? branch.first,
        last: branch.last,
        paths: ['skip', 'branch'],
      },
    });
    if (normPlacement !== 'post') return { output, shape: inputShape };
    return {
      output: expansion.inline([normBlock(norm, 'post')], output, inputShape).last,
      shape: inputShape,
    };
  },
  kinds: ['residual'],
  summary(block) {
    const { branchScale, normPlacement } = block.values;
    const norm = normPlacement === 'pre' || normPlacement === 'post' ? `, ${normPlacement}-norm` : '';
    return `${insideWords(block)}, × ${fraction(Number(branchScale))}${norm}`;
  },
};

/** The norm as a block of its own. No block that a person makes has such an id. */
const normBlock = (norm: Value | undefined, placement: 'pre' | 'post'): Block => ({
  id: `${placement}-norm`,
  type: String(norm),
  repeat: 1,
  values: {},
});

/** s·x, and x itself at the usual s = 1. */
function scaled<T>(ops: Ops<T>, x: T, values: Values): T {
  const factor = numberOf(values, 'branchScale');
  return factor === 1 ? x : ops.scale(x, factor);
}

/** 0.5 as 1/2, where it is one over a small whole number. */
function fraction(value: number): string {
  const inverse = 1 / value;
  return Number.isInteger(inverse) && inverse > 1 && inverse <= 12 ? `1/${inverse}` : String(value);
}

export const residualKinds: Transformations = { residual: sum };
