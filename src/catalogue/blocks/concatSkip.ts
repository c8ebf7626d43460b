import type { Transformation, Transformations } from '../ops';
import type { BlockEntry } from '../types';
import { at } from '../values';
import { denseInside, holdsStack, insideWords, shapeWords } from './inside';

/** y = [x, F]: the skip's columns first, then the branch's. On the way back each takes its own. */
const sideBySide: Transformation = {
  forward: ({ ops, inputs }) => ops.joinColumns([at(inputs, 0), at(inputs, 1)]),
  backward({ ops, inputs, gradient, wanted }) {
    const [, skip] = ops.shapeOf(at(inputs, 0));
    const [, branch] = ops.shapeOf(at(inputs, 1));
    return {
      inputs: [
        wanted[0] ? ops.takeColumns(gradient, 0, skip) : null,
        wanted[1] ? ops.takeColumns(gradient, skip, branch) : null,
      ],
      parameters: {},
    };
  },
};

export const concatSkip: BlockEntry = {
  id: 'concatSkip',
  label: 'concatenating skip',
  family: 'shortcuts',
  description:
    'Puts what the blocks inside make of the input beside the input itself: every later layer sees both, and the network grows wider.',
  formula: 'y = [x, F(x)]',
  source: 'Huang et al. 2017, eq. 2',
  parameters: [],
  has: holdsStack,
  template: {
    type: 'concatSkip',
    repeat: 1,
    values: {},
    stack: [{ ...denseInside('inner1'), values: { width: 16, bias: true, biasSigma: 0 } }],
  },
  expand(block, expansion) {
    const { input, inputShape } = expansion;
    const stack = block.stack ?? [];
    if (stack.length === 0)
      return expansion.fail('A concatenating skip needs at least one block inside. Add a dense block to it.');
    const branch = expansion.branch(stack, input, inputShape);
    if (branch.shape.slice(0, -1).join() !== inputShape.slice(0, -1).join()) {
      return expansion.fail(
        `The skip brings ${shapeWords(inputShape)} and the branch ${shapeWords(branch.shape)}: they can only stand side by ` +
          'side where all but the last number agree. Let the blocks inside keep the size, or put a flatten block before this one.',
        branch.shape.length === 1 ? 'flatten' : undefined,
      );
    }
    const shape = [...inputShape.slice(0, -1), (inputShape.at(-1) ?? 0) + (branch.shape.at(-1) ?? 0)];
    const output = expansion.add({
      kind: 'concatSkip',
      role: 'join',
      name: expansion.nextName('concat'),
      inputs: [input, branch.last],
      inputShape,
      outputShape: shape,
      activation: null,
      parameters: [],
      junction: { source: input, first: branch.first, last: branch.last, paths: ['skip', 'branch'] },
    });
    return { output, shape };
  },
  kinds: ['concatSkip'],
  summary: insideWords,
};

export const concatSkipKinds: Transformations = { concatSkip: sideBySide };
