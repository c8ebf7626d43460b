import { denseBlock, manyLanes, lecun } from './build';

/** Reproductions.md R18. */
export const orthogonal = manyLanes(
  {
    id: 'orthogonal',
    question: 'Gaussian or orthogonal weights: same size, same growth. Is there a difference?',
    sentence: 'Thirty linear layers on handwritten digits, Gaussian weights against rotations.',
    finding: {
      claim:
        'Both keep the gradient’s size on average; rotations keep every direction of it, and a deep linear network learns in a fraction of the steps.',
      source: 'Saxe, McClelland & Ganguli 2014, §3',
      checks: [
        { lane: 'a', fact: 'growthAtStart', between: [0.9, 1.1] },
        { lane: 'b', fact: 'growthAtStart', between: [0.98, 1.02] },
        { lane: 'b', fact: 'lastLosses', over: 'a', between: [0, 0.8] },
      ],
    },
    settings: { dataset: { id: 'digits', values: {} }, seed: 1, length: 50 },
    lane: { blocks: [denseBlock('b1', 30, 64, 'linear', lecun)], learningRate: 0.01 },
  },
  (lane) => ({ ...lane, blocks: [denseBlock('b1', 30, 64, 'linear', { kind: 'orthogonal', gain: 1 })] }),
);
