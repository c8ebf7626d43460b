import type { Transformations } from '../ops';
import type { BlockEntry, Choice, Expansion, RowSpec } from '../types';
import { booleanOf, numberOf } from '../values';
import { attention } from './attention';
import { affine } from './dense';

const initializer: Choice = { kind: 'glorotNormal' };

export const selfAttention: BlockEntry = {
  id: 'selfAttention',
  label: 'self-attention',
  family: 'layers',
  description:
    'Each time step looks at all steps of its sequence, weighs them by how well its query meets their keys, and takes the mean of their values.',
  formula: 'y = softmax(q·kᵀ/√d)·v·Wo + bo, with q = x·Wq + bq, k = x·Wk + bk, v = x·Wv + bv',
  source: 'Vaswani et al. 2017, eq. 1, with one head',
  parameters: [
    {
      id: 'keyWidth',
      label: 'width of keys',
      type: 'integer',
      default: 16,
      min: 1,
      max: 256,
      slider: { min: 1, max: 256, scale: 'logarithmic' },
      effect: 'rebuild',
      description: 'How many numbers a query, a key and a value have: the d of the formula.',
    },
    {
      id: 'causal',
      label: 'causal',
      type: 'boolean',
      default: false,
      effect: 'rebuild',
      description: 'Whether a step looks only at itself and at the steps before it.',
    },
    {
      id: 'bias',
      label: 'bias',
      type: 'boolean',
      default: true,
      effect: 'rebuild',
      description:
        'Whether queries, keys, values and the output have a number of their own added to each unit.',
    },
  ],
  has: { activation: false, initializer: true, recurrentInitializer: false, stack: false },
  template: {
    type: 'selfAttention',
    repeat: 1,
    values: { keyWidth: 16, causal: false, bias: true },
    initializer,
  },
  expand(block, expansion) {
    const { input, inputShape } = expansion;
    const { steps, features } = sequenceShape(expansion);
    const width = numberOf(block.values, 'keyWidth');
    const name = expansion.nextName('selfAttention');
    const parameters = (letter: string, fanIn: number, fanOut: number): RowSpec['parameters'] => {
      const fans = { fanIn, fanOut };
      const weights = {
        name: 'W',
        path: `${name}/W${letter}`,
        role: 'weights',
        shape: [fanIn, fanOut],
        ...fans,
        initializer: block.initializer ?? initializer,
      } as const;
      const bias = {
        name: 'b',
        path: `${name}/b${letter}`,
        role: 'bias',
        shape: [fanOut],
        ...fans,
        initializer: { kind: 'zeros' },
      } as const;
      return booleanOf(block.values, 'bias') ? [weights, bias] : [weights];
    };
    const project = (word: string) =>
      expansion.add({
        kind: 'dense',
        role: word,
        name: `${name} ${word}`,
        inputs: [input],
        inputShape,
        outputShape: [steps, width],
        activation: null,
        parameters: parameters(word.charAt(0), features, width),
        inner: true,
      });
    const value = project('value');
    const query = project('query');
    const key = project('key');
    const looked = expansion.add({
      kind: 'attention',
      role: 'attention',
      name: `${name} attention`,
      inputs: [query, key, value],
      inputShape: [steps, width],
      outputShape: [steps, width],
      activation: null,
      parameters: [],
      values: { causal: booleanOf(block.values, 'causal') },
      inner: true,
      junction: { source: input, via: value, first: query, last: key, paths: ['value', 'softmax'] },
    });
    const output = expansion.add({
      kind: 'selfAttention',
      role: 'output',
      name,
      inputs: [looked],
      inputShape: [steps, width],
      outputShape: inputShape,
      activation: null,
      parameters: parameters('o', width, features),
    });
    return { output, shape: inputShape };
  },
  kinds: ['attention', 'selfAttention'],
  summary: ({ values }) =>
    `keys ${numberOf(values, 'keyWidth')} wide${booleanOf(values, 'causal') ? ', causal' : ''}`,
};

function sequenceShape(expansion: Expansion): { readonly steps: number; readonly features: number } {
  const [steps, features, ...more] = expansion.inputShape;
  if (steps === undefined || features === undefined || more.length > 0) {
    return expansion.fail(
      `Self-attention takes a sequence, time steps × features, but what comes in is ${expansion.inputShape.join(' × ')}. ` +
        'Choose data that are sequences, or let the recurrent block before it hand on its sequence.',
    );
  }
  return { steps, features };
}

export const selfAttentionKinds: Transformations = { attention, selfAttention: affine };
