import { denseBlock, manyLanes, scaled } from './build';

const deep = (layers: number) => [denseBlock('b1', layers, 64, 'relu', scaled(4))];

/** Depth is the exponent: lesson 2. Rate 0: each step measures the same networks on other noise. */
export const depth = manyLanes(
  {
    id: 'depth',
    question: 'Five layers make the gradient four times larger. What will forty do?',
    sentence:
      'The same ReLU layers with weights of variance 4/n, five, ten, twenty and forty of them, on pure noise.',
    finding: {
      claim: 'Every layer multiplies by the same √2, so that depth is the exponent: 2^((layers − 1)/2).',
      source: 'He et al. 2015, eq. 14',
      checks: [
        { lane: 'a', fact: 'wholeAtStart', between: [2.5, 5.5] },
        { lane: 'b', fact: 'wholeAtStart', between: [12, 32] },
        { lane: 'c', fact: 'wholeAtStart', between: [250, 1300] },
        { lane: 'd', fact: 'wholeAtStart', between: [5e4, 1.5e6] },
      ],
    },
    settings: { dataset: { id: 'noise', values: {} }, seed: 1, length: 30 },
    lane: { blocks: deep(5), learningRate: 0 },
  },
  (lane) => ({ ...lane, blocks: deep(10) }),
  (lane) => ({ ...lane, blocks: deep(20) }),
  (lane) => ({ ...lane, blocks: deep(40) }),
);
