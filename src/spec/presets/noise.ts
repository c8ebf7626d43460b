import { denseBlock, oneLane, scaled } from './build';

/** Theory beside measurement: reproductions.md R2. Rate 0: each step measures the same network on other noise. */
export const noise = oneLane({
  id: 'noise',
  question: 'How large must random weights be for the gradient to keep its size?',
  sentence:
    'Twenty rows of 128 ReLU on pure noise, nothing to learn: move the variance of the weights and watch the profile.',
  finding: {
    claim:
      'ReLU lets half of the squared gradient pass: weights of variance 3/n make it grow by √1.5 a layer, of 2/n not at all.',
    source: 'He et al. 2015, §2.2 and eq. 14',
    checks: [
      { lane: 'a', fact: 'growthAtStart', between: [1.2, 1.25] },
      { lane: 'a', fact: 'firstNonFinite', between: [Infinity, Infinity] },
    ],
  },
  settings: { dataset: { id: 'noise', values: {} }, seed: 1, length: 50 },
  lane: { blocks: [denseBlock('b1', 20, 128, 'relu', scaled(3))], learningRate: 0 },
});
