import { denseBlock, oneLane, scaled } from './build';

/** Theory beside measurement: reproductions.md R2. Rate 0: each step measures the same network on other noise. */
export const noise = oneLane({
  id: 'noise',
  question: 'How large must random weights be for the gradient to keep its size?',
  sentence:
    'Twenty rows of 128 ReLU on pure noise, nothing to learn: move the variance of the weights and watch the profile.',
  settings: { dataset: { id: 'noise', values: {} }, seed: 1, length: 50 },
  lane: { blocks: [denseBlock('b1', 20, 128, 'relu', scaled(3))], learningRate: 0 },
});
