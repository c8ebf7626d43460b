import { expect, test } from 'vitest';
import { layerName, tensorName } from '../../../src/app/words/layerName';
import { verdict } from '../../../src/app/words/verdict';
import { diagnosis } from '../../../src/app/words/diagnosis';
import { plainText } from '../../../src/app/words/segments';
import { BLOCKS } from '../../../src/catalogue/registry';
import type { Block } from '../../../src/catalogue/types';
import { readRecording } from '../../../src/export/recording';
import { readerOfArrays } from '../../../src/history/fromArrays';
import { createRecord } from '../../../src/history/record';
import { regimeAt } from '../../../src/history/regime';
import { expand } from '../../../src/spec/expand';
import { dense, lane, residual } from '../../laws/smallNetworks';
import { chunkOf } from '../../history/smallRuns';

const made = (type: string, id: string, values = {}): Block => {
  const template = BLOCKS.find((each) => each.id === type)?.template;
  if (!template) throw new Error(`There is no block ${type}.`);
  return { ...template, id, values: { ...template.values, ...values } };
};
const tanh = { kind: 'tanh' };
const layersOf = (blocks: readonly Block[], inputShape: readonly number[] = [3]) =>
  expand(lane({ blocks }), { inputShape, outputs: 1, task: 'regression' });
const namesOf = (blocks: readonly Block[], inputShape?: readonly number[]) => {
  const layers = layersOf(blocks, inputShape);
  return layers.map((_, index) => layerName(layers, index));
};

test('rows that make up a layer are named by what they are, the layer by its number', () => {
  const blocks = [dense('a', tanh), made('layerNorm', 'b'), made('dropout', 'c'), dense('d', tanh)];
  expect(namesOf(blocks)).toEqual([
    'the dense row of layer 1',
    'the layer norm of layer 1',
    'layer 1',
    'layer 2',
    'the output layer',
  ]);
  expect(tensorName(layersOf(blocks), { layer: 2, tensor: 'output' })).toBe(
    'the output of the dropout of layer 1',
  );
});

test('time steps say which, of which block; rows inside are named by what they do', () => {
  const rnn = made('simpleRnn', 'r');
  expect(namesOf([rnn], [3, 2])).toEqual([
    'the projection of the RNN',
    'time step 1 of the RNN',
    'time step 2 of the RNN',
    'time step 3 of the RNN',
    'the output layer',
  ]);
  const two = namesOf([made('simpleRnn', 'r', { handsOn: 'sequence' }), made('simpleRnn', 's')], [2, 2]);
  expect(two).toContain('time step 2 of the second RNN');
  expect(two).toContain('the sequence of the first RNN');
  expect(two).toContain('the projection of the second RNN');
});

test('a flatten of the sequence leaves the last time step what it is', () => {
  const rnn = made('simpleRnn', 'r', { handsOn: 'sequence' });
  expect(namesOf([rnn, made('flatten', 'f'), dense('d', tanh)], [2, 2])).toEqual([
    'the projection of the RNN',
    'time step 1 of the RNN',
    'time step 2 of the RNN',
    'the sequence of the RNN',
    'the flatten row of layer 3',
    'layer 3',
    'the output layer',
  ]);
});

test('gates, norms inside branches and blocks inside blocks have names', () => {
  expect(namesOf([dense('a', tanh), made('highway', 'h')])).toContain('the gate of layer 2');
  const names = namesOf([
    dense('a', tanh),
    residual('b', [residual('c', [dense('d', tanh)]), dense('e', tanh)], {
      normPlacement: 'pre',
      norm: 'layerNorm',
    }),
    made('concatSkip', 'f'),
  ]);
  expect(names).toContain('the layer norm inside residual block 1');
  expect(names).toContain('the inner residual inside residual block 1');
  expect(names).toContain('the first dense layer inside residual block 1');
  expect(names).toContain('the dense layer inside concatenating skip block 1');
});

test('growth over the time steps of one block is said a time step, and its way is time', () => {
  const layers = layersOf([made('simpleRnn', 'r')], [4, 2]);
  const record = createRecord(layers);
  const steps = [{ rows: { gradientOutput: '1 64 16 4 1 1' } }];
  record.append(chunkOf(layers, 0, steps));
  const regime = regimeAt(record, 0);
  if (!regime) throw new Error('Nothing was measured.');
  expect(plainText(verdict(regime))).toBe('Exploding, ×4.00 a time step');
  expect(diagnosis({ lane: 'A', layers, regime, autopsy: null }).map(plainText)).toEqual([
    'In A the gradient grows ×4.00 a time step on its way back: time step 1 of the RNN receives 64 times what time step 4 of the RNN sent.',
    'It grows through time; a smaller step leaves that as it is.',
  ]);
});

test('a row of a run recorded elsewhere is called as its file calls it', () => {
  const rows = ['0', '1', '2'].map((name, index) => ({ name, gradient: 1, weights: index === 1 ? null : 1 }));
  const { run } = readRecording('x', JSON.stringify({ step: 0, loss: 1, rows }));
  const { layers } = readerOfArrays(run);
  expect(tensorName(layers, { layer: 0, tensor: 'output' })).toBe('the output of row “0” of layer 1');
  expect(tensorName(layers, { layer: 2, tensor: 'output' })).toBe('the output of the output layer');
});

test('rows recorded elsewhere have names of their own: short ones whole, of long ones both ends, and nothing that turns a line', () => {
  const nameOf = (name: string, place: string) => {
    const rows = [{ name, place }, { name: 'sum' }, { name: 'last' }];
    const { run } = readRecording('x', JSON.stringify({ step: 0, loss: 1, rows }));
    return layerName(readerOfArrays(run).layers, 0);
  };
  expect(nameOf('blocks.0.branch.2', 'branch')).toBe('row “blocks.0.branch.2”');
  expect(nameOf('2.relu', 'part')).toBe('row “2.relu” of layer 1');
  expect(nameOf(`encoder.${'x'.repeat(300)}.mlp.fc2`, 'branch')).toBe(
    `row “encoder.${'x'.repeat(12)}…${'x'.repeat(19)}.mlp.fc2”`,
  );
  expect(nameOf('a\u202Eb\u0000\nc', 'branch')).toBe('row “abc”');
});
