import { denseBlock, manyLanes, scaled } from './build';

const fifteen = (activation: string, c: number) => [denseBlock('b1', 15, 128, activation, scaled(c))];

/** What the article has the wrong way round: lesson 4, theory.md §10. Rate 0: the networks as first drawn. */
export const brake = manyLanes(
  {
    id: 'brake',
    question: 'Does saturation make gradients explode, or does it hold them back?',
    sentence:
      'Fifteen rows of sigmoid and of tanh on pure noise, each with small weights and with very large ones.',
    finding: {
      claim:
        'A saturated unit lets little gradient pass: saturation is the brake, and only weights that outrun it make the gradient grow, for tanh past 1/n, for sigmoid past 100/n.',
      source: 'Schoenholz et al. 2017, §5; Poole et al. 2016, Fig. 2',
      checks: [
        { lane: 'a', fact: 'growthAtStart', between: [0.2, 0.3] },
        { lane: 'b', fact: 'growthAtStart', between: [1.2, 1.5] },
        { lane: 'c', fact: 'growthAtStart', between: [0.88, 1] },
        { lane: 'd', fact: 'growthAtStart', between: [1.4, 1.65] },
      ],
    },
    settings: { dataset: { id: 'noise', values: {} }, seed: 1, length: 30 },
    lane: { blocks: fifteen('sigmoid', 1), learningRate: 0 },
  },
  (lane) => ({ ...lane, blocks: fifteen('sigmoid', 400) }),
  (lane) => ({ ...lane, blocks: fifteen('tanh', 1) }),
  (lane) => ({ ...lane, blocks: fifteen('tanh', 16) }),
);
