import { denseBlock, manyLanes, xavier } from './build';

/** Another illness, the same symptom: theory.md §8, lesson 6. */
export const step = manyLanes(
  {
    id: 'step',
    question: 'The gradient is level at every layer. Why does the loss go wild?',
    sentence: 'Two rows of tanh that fit a wave, at a rate that suits them and at thirty times as much.',
    finding: {
      claim:
        'The growth through depth is about 1 in both. The step is too long for the curvature: no cure of the weights helps, a smaller rate does.',
      source: 'LeCun, Simard & Pearlmutter 1993; Cohen et al. 2021, §2',
      checks: [
        { lane: 'a', fact: 'growthAtStart', between: [0.5, 1.5] },
        { lane: 'a', fact: 'lastLosses', between: [0, 0.5] },
        { lane: 'b', fact: 'lastLosses', over: 'a', between: [5, Infinity] },
      ],
    },
    settings: { dataset: { id: 'planeRegression', values: {} }, seed: 1, length: 200 },
    lane: { blocks: [denseBlock('b1', 2, 32, 'tanh', xavier)], loss: { kind: 'mse' }, learningRate: 0.1 },
  },
  (lane) => ({ ...lane, learningRate: 3 }),
);
