import { describe, expect, it } from 'vitest';
import { choiceOf, OPTIMIZERS } from '../../src/catalogue/registry';
import {
  forkLane,
  newBlock,
  newExperiment,
  newLane,
  removeLane,
  suitedInitializer,
} from '../../src/spec/defaults';
import { difference, isChanged } from '../../src/spec/difference';
import {
  effectOf,
  rewindToStart,
  setAtPath,
  settingsAt,
  updateLane,
  valueAtPath,
} from '../../src/spec/edits';
import { denseBlock, he, xavier } from '../../src/spec/presets/build';
import { PRESETS } from '../../src/spec/presets/registry';
import { parse } from '../../src/spec/schema';
import {
  addBlock,
  duplicateBlock,
  findBlock,
  moveBlock,
  nudgeBlock,
  removeBlock,
  setRepeat,
} from '../../src/spec/stack';
import { type LaneSpec, SpecError } from '../../src/spec/types';

const residual = {
  id: 'b2',
  type: 'residual',
  repeat: 2,
  values: { branchScale: 1, zeroInitLast: false },
  stack: [denseBlock('b3', 1, 64, 'relu', he)],
};
const base = newLane({
  blocks: [denseBlock('b1', 3, 64, 'leakyRelu', he), residual],
  clipping: { kind: 'globalNorm', threshold: 1 },
});
const ids = ({ blocks }: LaneSpec) =>
  blocks.map((block) => block.id + (block.stack ? `[${block.stack.map(({ id }) => id).join()}]` : '')).join();

describe('setting a path', () => {
  it.each([
    ['learningRate', 0.5],
    ['clipping.threshold', 3],
    ['clipping', { kind: 'none' }],
    ['output.biasSigma', 0.1],
    ['output.initializer', { kind: 'heNormal' }],
    ['skipNonFinite', true],
    ['blocks.b1.repeat', 9],
    ['blocks.b1.values.width', 32],
    ['blocks.b3.activation', { kind: 'tanh' }],
    ['blocks.b3.initializer', { kind: 'zeros' }],
  ])('%s makes it the value, and the only difference', (path, value) => {
    const changed = setAtPath(base, path, value);
    expect(valueAtPath(changed, path)).toEqual(value);
    const differing = difference(changed, base);
    expect(differing).toHaveLength(1);
    expect(isChanged(differing, path)).toBe(true);
    expect(setAtPath(changed, path, valueAtPath(base, path) as number)).toEqual(base);
  });
  it.each([
    ['colour', 1],
    ['id', 'z'],
    ['parent', 'z'],
    ['edits', 1],
    ['blocks', 1],
    ['blocks.b9.repeat', 1],
    ['blocks.b1.id', 'b7'],
    ['blocks.b1.type', 'residual'],
    ['blocks.b1.values.colour', 1],
    ['clipping.kind', 'none'],
    ['clipping.threshold.x', 1],
    ['clipping', 'none'],
    ['learningRate', 'fast'],
    ['learningRate', { kind: 'fast' }],
    ['__proto__.polluted', 1],
    ['clipping.__proto__', 1],
    ['constructor', 1],
    ['', 1],
  ])('%s to %j is refused with a sentence', (path, value) => {
    expect(() => setAtPath(base, path, value)).toThrow(SpecError);
  });
});

describe('the effect', () => {
  it.each(['learningRate', 'clipping', 'clipping.threshold', 'skipNonFinite', 'weightDecay', 'schedule'])(
    'of %s is at the next step',
    (path) => {
      expect(effectOf(path, base)).toBe('next step');
    },
  );
  it.each([
    'blocks.b1.values.width',
    'blocks',
    'output.biasSigma',
    'loss',
    'batchSize',
    'optimizer',
    'optimizer.kind',
    'optimizer.momentum',
    'dataset',
    'seed',
  ])('of %s is a rebuild (SGD has no momentum)', (path) => {
    expect(effectOf(path, base)).toBe('rebuild');
  });
  it('of an optimizer’s parameters is what they say', () => {
    for (const entry of OPTIMIZERS) {
      const lane = newLane({ optimizer: choiceOf(entry) });
      for (const { id, effect } of entry.parameters)
        expect(effectOf(`optimizer.${id}`, lane), `${entry.id} ${id}`).toBe(effect);
    }
  });
});

describe('the log of edits', () => {
  const edited: LaneSpec = {
    ...base,
    edits: [
      { step: 5, path: 'learningRate', value: 0.2 },
      { step: 10, path: 'learningRate', value: 0.1 },
      { step: 20, path: 'clipping', value: { kind: 'none' } },
    ],
  };
  it('takes hold from its step on, and a later edit wins', () => {
    expect([4, 5, 9, 10, 99].map((step) => settingsAt(edited, step).learningRate)).toEqual([
      0.05, 0.2, 0.2, 0.1, 0.1,
    ]);
    expect([19, 20].map((step) => settingsAt(edited, step).clipping.kind)).toEqual(['globalNorm', 'none']);
  });
  it('is empty after a rewind, which keeps the settings as they stand', () => {
    const lane = rewindToStart(edited);
    expect(lane.edits).toEqual([]);
    expect(lane).toEqual({ ...settingsAt(edited, 1e9), edits: [] });
  });
});

describe('a fork', () => {
  it('has the next free letter, knows its parent, and differs in nothing', () => {
    const { experiment, lane } = forkLane(newExperiment({ lanes: [base] }), 'a');
    expect(lane).toMatchObject({ id: 'b', parent: 'a' });
    expect(difference(lane, base)).toEqual([]);
    expect(parse(JSON.parse(JSON.stringify(experiment)))).toMatchObject({
      lanes: [{ id: 'a' }, { id: 'b' }],
    });
  });
  it('of a seventh lane is refused', () => {
    const lanes = Array.from('abcdef').map((id) => newLane({ id }));
    expect(() => forkLane(newExperiment({ lanes }), 'a')).toThrow('There are 6 lanes');
  });
  it('becomes a lane of its own when its parent is removed', () => {
    const { experiment } = forkLane(newExperiment(), 'a');
    expect(removeLane(experiment, 'a').lanes).toMatchObject([{ id: 'b', parent: null }]);
  });
  it('of the presets differs only in what their sentence says', () => {
    const found = PRESETS.flatMap(({ id, experiment: { lanes } }) =>
      lanes.flatMap((lane) => {
        const parent = lanes.find((other) => other.id === lane.parent);
        return parent ? [[`${id} ${lane.id}`, difference(lane, parent)] as const] : [];
      }),
    );
    expect(found.filter(([, paths]) => paths.length === 0)).toEqual([]);
    const byLane = Object.fromEntries(found);
    const weights = ['blocks.b1.initializer'];
    expect(byLane).toMatchObject({
      'opening b': ['blocks.b1.initializer', 'blocks.b3.initializer', 'blocks.b4.initializer'],
      'depth d': ['blocks.b1.repeat'],
      'stalls b': weights,
      'plainDeep b': weights,
      'orthogonal b': weights,
      'step b': ['learningRate'],
      'clip b': ['clipping'],
      'rnnExplodes b': ['clipping'],
    });
    expect(byLane['noise b']).toBeUndefined();
  });
});

describe('the stack', () => {
  it('takes a new block with ids of its own', () => {
    const block = newBlock('residual', base.blocks);
    expect(ids(addBlock(base, block, { into: null, at: 1 }))).toBe('b1,b4[b5,b6],b2[b3]');
    expect(ids(addBlock(base, block, { into: 'b2', at: 0 }))).toContain('b1,b2[b4,b3]');
  });
  it('holds a copy of a block right behind it', () => {
    expect(ids(duplicateBlock(base, 'b2'))).toBe('b1,b2[b3],b4[b5]');
  });
  it('loses a block wherever it stands', () => {
    expect(ids(removeBlock(base, 'b1'))).toBe('b2[b3]');
    expect(ids(removeBlock(base, 'b3'))).toBe('b1,b2[]');
  });
  it('moves a block into a residual and out of it', () => {
    expect(ids(moveBlock(base, 'b1', { into: 'b2', at: 1 }))).toBe('b2[b3,b1]');
    expect(ids(moveBlock(base, 'b3', { into: null, at: 0 }))).toBe('b3,b1,b2[]');
  });
  it('stays as it is when its first block is nudged up or its last one down', () => {
    expect(nudgeBlock(base, 'b1', -1)).toEqual(base);
    expect(nudgeBlock(base, 'b2', 1)).toEqual(base);
    expect(ids(nudgeBlock(base, 'b1', 1))).toBe('b2[b3],b1');
  });
  it('does not put a block into itself, or into a dense one', () => {
    expect(() => moveBlock(base, 'b2', { into: 'b2', at: 0 })).toThrow('inside itself');
    expect(() => moveBlock(base, 'b2', { into: 'b1', at: 0 })).toThrow('holds no others');
  });
  it('repeats a block within its limits', () => {
    expect(
      [0, 7, 1e9].map((repeat) => findBlock(setRepeat(base, 'b3', repeat).blocks, 'b3')?.repeat),
    ).toEqual([1, 7, 256]);
  });
  it('marks a moved block as a change of order, and a new one by its id', () => {
    expect(difference(nudgeBlock(base, 'b1', 1), base)).toEqual(['blocks']);
    expect(difference(removeBlock(base, 'b3'), base)).toEqual(['blocks']);
    expect(difference(addBlock(base, newBlock('dense', base.blocks), { into: null, at: 0 }), base)).toEqual([
      'blocks.b4',
    ]);
  });
});

describe('defaults', () => {
  it('are allowed', () => {
    expect(parse(JSON.parse(JSON.stringify(newExperiment())))).toEqual(newExperiment());
  });
  it('suit the activation with its initializer', () => {
    expect(suitedInitializer({ kind: 'relu' })).toEqual({ kind: 'heNormal' });
    expect(suitedInitializer({ kind: 'tanh' })).toEqual(xavier);
  });
  it('of one lane change with updateLane and no other', () => {
    const experiment = newExperiment({ lanes: [base, newLane({ id: 'b' })] });
    const changed = updateLane(experiment, 'b', (lane) => setAtPath(lane, 'learningRate', 1));
    expect(changed.lanes.map(({ learningRate }) => learningRate)).toEqual([0.05, 1]);
  });
});
