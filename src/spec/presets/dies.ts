import { denseBlock, oneLane, scaled } from './build';

/** The plain explosion: reproductions.md R13, lesson 1. */
export const dies = oneLane({
  id: 'dies',
  question: 'Weights, signal, gradient, loss: which of them is too large first?',
  sentence:
    'Twenty rows of ReLU on handwritten digits, weights of variance 4/n. It is over in three steps: go by hand.',
  finding: {
    claim:
      'The signal grows by √2 a layer on its way down, the gradient by as much on its way back, before the first step; the update only spends it.',
    source: 'Pascanu et al. 2013, §2',
    checks: [
      { lane: 'a', fact: 'growthAtStart', between: [1.3, 1.5] },
      { lane: 'a', fact: 'globalNormAtStart', between: [1e3, 1e5] },
      { lane: 'a', fact: 'firstNonFinite', between: [1, 5] },
    ],
  },
  settings: { dataset: { id: 'digits', values: {} }, seed: 1, length: 60 },
  lane: { blocks: [denseBlock('b1', 20, 64, 'relu', scaled(4))], learningRate: 0.05 },
});
