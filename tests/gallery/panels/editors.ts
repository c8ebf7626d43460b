/** The settings of each block of the catalogue, open: a new block comes in by itself. */
import { wordKey } from '../../../src/app/lab/panel/openWord';
import { BLOCKS, defaultsOf } from '../../../src/catalogue/registry';
import type { Block } from '../../../src/catalogue/types';
import type { Data } from '../../../src/data/types';
import { DATASETS } from '../../../src/data/registry';
import { newBlock, newExperiment, newLane } from '../../../src/spec/defaults';
import { expand } from '../../../src/spec/expand';
import { madeUpRun } from './madeUpRun';
import type { PanelState } from './states';
import { dataOf, type StillState } from './stillHouse';

/** In place of a set in a file: small pictures, all of them grey. */
const split = { x: new Float32Array(4 * 64), y: new Float32Array(4 * 10), count: 4 };
const pictures: Data = {
  inputShape: [8, 8, 1],
  outputs: 10,
  task: 'classes',
  train: split,
  heldOut: split,
  classNames: Array.from({ length: 10 }, (_, digit) => String(digit)),
  picture: { kind: 'none' },
};

/** Every data set as it comes, and with each other choice that it offers (rows, images, sequences); flat before the output where that must be. */
const WAYS = DATASETS.filter(({ own }) => !own).flatMap((set) => {
  const usual = defaultsOf(set);
  const choices = set.parameters.flatMap(({ id, choices: all = [] }) =>
    all.map((choice) => ({ ...usual, [id]: choice })),
  );
  return [usual, ...choices].flatMap((values) => [[], ['flatten']].map((after) => ({ set, values, after })));
});

/** The block alone in a lane, on the first data that it takes. */
function editorOf(type: string): StillState {
  for (const { set, values, after } of WAYS) {
    const lane = newLane({ id: 'a', blocks: stackOf(type, after) }, set.id);
    const experiment = newExperiment({
      title: 'What can be set here?',
      dataset: { id: set.id, values },
      lanes: [lane],
    });
    try {
      const data = set.file === undefined ? dataOf(experiment) : pictures;
      expand(lane, data);
      const formula = {
        steps: 30,
        gradient: (step: number, depth: number) => 0.2 * (1 + step / 30) ** depth,
        loss: (step: number) => 1 / (1 + step / 10),
      };
      const open = wordKey('a', 'block', lane.blocks[0]?.id);
      return { experiment, data, run: {}, lanes: [madeUpRun(lane, data, formula)], view: { open } };
    } catch {
      continue; // the next data
    }
  }
  throw new Error(`No data set fits the block ${type}.`);
}

const stackOf = (type: string, after: readonly string[]): readonly Block[] =>
  after.reduce<readonly Block[]>((stack, each) => [...stack, newBlock(each, stack)], [newBlock(type)]);

export const EDITORS: readonly PanelState[] = BLOCKS.map(({ id, label }) => ({
  id: `block-${id}`,
  name: `the settings of a block: ${label}`,
  make: () => editorOf(id),
}));
