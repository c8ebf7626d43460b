import { denseBlock, drawnFrom, scaled, manyLanes, xavier } from './build';

/** tanh brakes, and still the gradient grows: at c = 8 the weights outgrow the lost slope (theory.md §10). */
export const plainDeep = manyLanes(
  {
    id: 'plainDeep',
    question: 'tanh cannot exceed 1. How can its gradients explode?',
    sentence: 'Twenty-four rows of tanh on two spirals, weights of variance 8/n against Xavier’s.',
    finding: {
      claim:
        'Saturation is a brake, and wide weights outrun it: the gradient of a tanh network grows a third a layer, and nothing is learned.',
      source: 'Poole et al. 2016, Fig. 2; Schoenholz et al. 2017, §5',
      checks: [
        { lane: 'a', fact: 'growthAtStart', between: [1.2, 1.45] },
        { lane: 'a', fact: 'wholeAtStart', between: [30, Infinity] },
        { lane: 'b', fact: 'growthAtStart', between: [0.9, 1.02] },
        { lane: 'b', fact: 'lastLosses', over: 'a', between: [0, 0.9] },
      ],
    },
    settings: { dataset: { id: 'spirals', values: {} }, seed: 1, length: 400 },
    lane: { blocks: [denseBlock('b1', 24, 64, 'tanh', scaled(8))], learningRate: 0.02 },
  },
  (lane) => ({ ...lane, blocks: drawnFrom(xavier, lane.blocks) }),
);
