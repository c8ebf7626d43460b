import { denseBlock, drawnFrom, scaled, twoLanes, xavier } from './build';

/** tanh brakes, and still the gradient grows: at c = 8 the weights outgrow the lost slope (theory.md §10). */
export const plainDeep = twoLanes(
  {
    id: 'plainDeep',
    question: 'tanh cannot exceed 1. How can its gradients explode?',
    sentence: 'Twenty-four rows of tanh on two spirals, weights of variance 8/n against Xavier’s.',
    settings: { dataset: { id: 'spirals', values: {} }, seed: 1, length: 400 },
    lane: { blocks: [denseBlock('b1', 24, 64, 'tanh', scaled(8))], learningRate: 0.02 },
  },
  (lane) => ({ ...lane, blocks: drawnFrom(xavier, lane.blocks) }),
);
