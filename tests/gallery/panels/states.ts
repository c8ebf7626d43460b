/** The lab's states (visual.md, "States"), each with a run by formula. */
import { expand } from '../../../src/spec/expand';
import { newExperiment, newLane } from '../../../src/spec/defaults';
import { denseBlock, he, scaled, xavier } from '../../../src/spec/presets/build';
import { type Experiment, type LaneSpec, SpecError } from '../../../src/spec/types';
import type { LaneRunState } from '../../../src/state/types';
import { wave } from '../fakeHistory';
import { type Formula, madeUpRun, noRun } from './madeUpRun';
import { dataOf, type StillState } from './stillHouse';

export interface PanelState {
  readonly id: string;
  readonly name: string;
  readonly make: () => StillState;
}

const dying: Formula = {
  steps: 3,
  diesAt: 2,
  gradient: (step, depth) => (step === 0 ? 0.3 * 274 ** depth : 4 * 10 ** (20 * depth)),
  loss: (step) => [459, 3.4e23, Number.NaN][step] ?? Number.NaN,
};
const learning: Formula = {
  steps: 195,
  gradient: (step, depth) => 0.16 * 10 ** (0.5 * wave(step) - step / 400) * (1.6 + step / 90) ** depth,
  loss: (step) => 0.1 + 0.9 * Math.exp(-step / 45) * (1 + 0.3 * wave(step)),
};
const exploding: Formula = {
  steps: 90,
  gradient: (step, depth) => 0.16 * (90 + step) ** depth,
  loss: (step) => 0.7 + 0.2 * wave(step),
};
const vanishing: Formula = { ...exploding, gradient: (_, depth) => 0.16 * 2e-4 ** depth };
/** Measured before the first step is made. */
const firstStep = ({ gradient, loss }: Formula): Formula => ({ steps: 1, gradient, loss });

const plain = (id: string, changes: Partial<LaneSpec> = {}): LaneSpec =>
  newLane(
    {
      id,
      blocks: [denseBlock('b1', 12, 32, 'relu', he), denseBlock('b2', 4, 32, 'tanh', xavier)],
      ...changes,
    },
    'moons',
  );
const wide = (id: string): LaneSpec =>
  plain(id, {
    blocks: [denseBlock('b1', 12, 32, 'relu', scaled(4)), denseBlock('b2', 4, 32, 'tanh', scaled(4))],
  });
const experimentOf = (title: string, lanes: readonly LaneSpec[]): Experiment =>
  newExperiment({ title, dataset: { id: 'moons', values: {} }, length: 500, lanes });

/** Lanes with their runs, one formula each. */
function measured(
  title: string,
  lanes: readonly (readonly [lane: LaneSpec, formula: Formula])[],
  rest: Omit<StillState, 'experiment' | 'lanes' | 'run'> & { readonly run?: StillState['run'] } = {},
): StillState {
  const experiment = experimentOf(
    title,
    lanes.map(([lane]) => lane),
  );
  const data = dataOf(experiment);
  return {
    run: {},
    ...rest,
    experiment,
    lanes: lanes.map(([lane, formula]) => madeUpRun(lane, data, formula)),
  };
}

/** The engine's own sentence. */
function refusal(lane: LaneSpec, experiment: Experiment): LaneRunState {
  try {
    expand(lane, dataOf(experiment));
  } catch (error) {
    if (error instanceof SpecError) return noRun(lane, error.message);
    throw error;
  }
  throw new Error('The lane of this state should be refused.');
}

const loadingExperiment = experimentOf('Why does A blow up while B learns?', [wide('a'), plain('b')]);
const longest = 'Unbelievablylongwordswithoutanyspaceinthem and after them some words of usual len'.slice(
  0,
  80,
);

export const PANEL_STATES: readonly PanelState[] = [
  {
    id: 'loading',
    name: 'waiting for the engine',
    make: () => ({
      experiment: loadingExperiment,
      run: { status: 'starting', backend: null, backendReason: '' },
      lanes: [],
      hasData: false,
    }),
  },
  {
    id: 'empty',
    name: 'empty: step 0 is measured, no step is made',
    make: () =>
      measured(
        'What will these two do?',
        [
          [wide('a'), firstStep(dying)],
          [plain('b'), firstStep(learning)],
        ],
        { run: { status: 'ready' } },
      ),
  },
  {
    id: 'exploding',
    name: 'running, exploding; vanishing below it',
    make: () =>
      measured(
        'Which of them is exploding?',
        [
          [wide('a'), exploding],
          [plain('b'), vanishing],
        ],
        { run: { status: 'running' } },
      ),
  },
  {
    id: 'dead',
    name: 'a dead lane beside one that learns',
    make: () =>
      measured('Why does A blow up while B learns?', [
        [wide('a'), dying],
        [plain('b'), learning],
      ]),
  },
  {
    id: 'refused',
    name: 'a refused block',
    make: () => {
      const narrow = plain('a', {
        blocks: [
          denseBlock('b1', 4, 32, 'relu', he),
          {
            id: 'b2',
            type: 'residual',
            repeat: 2,
            values: { branchScale: 0.5, zeroInitLast: false },
            stack: [denseBlock('b3', 1, 16, 'relu', he)],
          },
        ],
      });
      const experiment = experimentOf('Can a skip be added to another width?', [narrow, plain('b')]);
      return {
        experiment,
        run: {},
        lanes: [refusal(narrow, experiment), madeUpRun(plain('b'), dataOf(experiment), learning)],
      };
    },
  },
  {
    id: 'fork',
    name: 'forks with marks and edits, four lanes, the cursor in the past',
    make: () => {
      const edited = plain('a', {
        learningRate: 0.05,
        edits: [
          { step: 60, path: 'learningRate', value: 0.01 },
          { step: 120, path: 'learningRate', value: 0.002 },
        ],
      });
      return measured(
        'What does a smaller rate change?',
        [
          [edited, learning],
          [plain('b', { parent: 'a', learningRate: 0.02, edits: [] }), learning],
          [plain('c', { parent: 'a', clipping: { kind: 'globalNorm', threshold: 1 } }), learning],
          [{ ...wide('d'), parent: 'a' }, dying],
        ],
        { view: { cursor: 100 } },
      );
    },
  },
  {
    id: 'long-words',
    name: 'long words',
    make: () =>
      measured(longest, [
        [{ ...wide('a'), name: 'A name that takes all of the forty signs' }, exploding],
        [{ ...plain('b'), name: 'Donaudampfschifffahrtsgesellschaftskapit' }, learning],
      ]),
  },
  {
    id: 'no-engine',
    name: 'no engine, with its notice',
    make: () => ({
      experiment: loadingExperiment,
      run: {
        status: 'failed',
        backend: null,
        backendReason: '',
        notice: {
          text: 'No engine could be started.',
          remedy: 'Reload the page, or choose another engine below.',
        },
      },
      lanes: [],
    }),
  },
];
