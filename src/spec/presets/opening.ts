import type { Block } from '../../catalogue/types';
import { denseBlock, drawnFrom, he, scaled, manyLanes } from './build';

const wide = scaled(4);

/** The skip is added to a branch that ends in a linear layer: theory.md §5's x + αF(x), F = W₂·ReLU(W₁x). */
const residuals: Block = {
  id: 'b2',
  type: 'residual',
  repeat: 4,
  values: { branchScale: 0.5, zeroInitLast: false, normPlacement: 'none', norm: 'layerNorm' },
  stack: [denseBlock('b3', 1, 64, 'relu', wide), denseBlock('b4', 1, 64, 'linear', wide)],
};

/**
 * Weights 1.4 × as spread as He’s against He’s; sizes as in the mock (visual.md, “The opening screen”). At this rate B
 * seldom stumbles on its way. Seed 1 is the first and not a pick: `npm run opening` shows what others do.
 */
export const opening = manyLanes(
  {
    id: 'opening',
    question: 'Two networks, one difference. Why does A blow up while B learns?',
    sentence:
      'Sixteen rows of ReLU on handwritten digits; A’s random weights are 1.4 times as spread as B’s.',
    finding: {
      claim:
        'Weights drawn 1.4 times too wide make the gradient grow from layer to layer until the network dies; He’s keep it level, and it learns.',
      source: 'He et al. 2015, §2.2',
      checks: [
        { lane: 'a', fact: 'wholeAtStart', between: [30, Infinity] },
        { lane: 'a', fact: 'firstNonFinite', between: [1, 5] },
        { lane: 'b', fact: 'firstNonFinite', between: [Infinity, Infinity] },
        { lane: 'b', fact: 'lastLosses', between: [0, 0.2] },
      ],
    },
    settings: { dataset: { id: 'digits', values: {} }, seed: 1, length: 500 },
    lane: { blocks: [denseBlock('b1', 12, 64, 'relu', wide), residuals], learningRate: 0.02 },
  },
  (lane) => ({ ...lane, blocks: drawnFrom(he, lane.blocks) }),
);
