import { choiceOf, optimizer } from '../../catalogue/registry';
import { blockOf, denseBlock, manyLanes, xavier } from './build';

const carried = (gateBias: number) => [
  denseBlock('b1', 1, 50, 'tanh', xavier),
  blockOf('highway', 'b2', {
    repeat: 49,
    values: { gateBias },
    activation: { kind: 'tanh' },
    initializer: xavier,
  }),
];

/** Gates need the bias that the depth needs: reproductions.md R19. */
export const highway = manyLanes(
  {
    id: 'highway',
    question: 'Gates that carry the signal past fifty layers: how far open must they be?',
    sentence:
      'Fifty rows of tanh on handwritten digits: plain, highway with gate bias −2, highway with gate bias −4.',
    finding: {
      claim:
        'Fifty plain layers stumble or stall. Gates that carry 98 % train; gates that carry 88 % do not, for 0.88 fifty times over is nothing: the carry must suit the depth.',
      source: 'Srivastava et al. 2015, Fig. 1',
      checks: [
        { lane: 'a', fact: 'lastLosses', over: 'c', between: [2.5, Infinity] },
        { lane: 'b', fact: 'lastLosses', between: [2, 2.4] },
        { lane: 'b', fact: 'wholeAtStart', between: [0, 0.03] },
        { lane: 'c', fact: 'wholeAtStart', between: [0.2, 0.6] },
        { lane: 'c', fact: 'lastLosses', between: [0, 0.6] },
      ],
    },
    settings: { dataset: { id: 'digits', values: {} }, seed: 1, length: 200 },
    lane: {
      blocks: [denseBlock('b1', 50, 50, 'tanh', xavier)],
      optimizer: { ...choiceOf(optimizer('momentum')), momentum: 0.9 },
      learningRate: 0.02,
    },
  },
  (lane) => ({ ...lane, blocks: carried(-2) }),
  (lane) => ({ ...lane, blocks: carried(-4) }),
);
