import { denseBlock, he, manyLanes, residualBlocks } from './build';

const BLOCKS = 27;
const around = (values: { branchScale?: number; zeroInitLast?: boolean }) => [
  denseBlock('b1', 1, 64, 'relu', he),
  residualBlocks('b2', BLOCKS, 64, values),
];

/** Bare skips add: reproductions.md R14, lesson 8. */
export const skips = manyLanes(
  {
    id: 'skips',
    question: 'Do skip connections stop gradients from exploding?',
    sentence:
      'Fifty-five layers on handwritten digits: plain, with bare skips, with branches × 1/√27, with branches that start at zero.',
    finding: {
      claim:
        'A bare skip adds the branch to what flows, √2 a block, and dies at once; scaled, or started at zero, the same skips train where the plain network stalls.',
      source: 'Zhang, Dauphin & Ma 2019, §2; Balduzzi et al. 2017, §3',
      checks: [
        { lane: 'a', fact: 'lastLosses', between: [1, 2.5] },
        { lane: 'b', fact: 'growthAtStart', between: [1.33, 1.5] },
        { lane: 'b', fact: 'firstNonFinite', between: [1, 3] },
        { lane: 'c', fact: 'lastLosses', between: [0, 0.4] },
        { lane: 'd', fact: 'growthAtStart', between: [1 - 1e-6, 1 + 1e-6] },
        { lane: 'd', fact: 'lastLosses', between: [0, 0.4] },
      ],
    },
    settings: { dataset: { id: 'digits', values: {} }, seed: 1, length: 200 },
    lane: { blocks: [denseBlock('b1', 2 * BLOCKS + 1, 64, 'relu', he)], learningRate: 0.02 },
  },
  (lane) => ({ ...lane, blocks: around({}) }),
  (lane) => ({ ...lane, blocks: around({ branchScale: Number((1 / Math.sqrt(BLOCKS)).toFixed(4)) }) }),
  (lane) => ({ ...lane, blocks: around({ zeroInitLast: true }) }),
);
