import { describe, expect, test } from 'vitest';
import { deathNotice } from '../../../src/app/words/deathNotice';
import { diagnosis } from '../../../src/app/words/diagnosis';
import { layerName } from '../../../src/app/words/layerName';
import { plainText } from '../../../src/app/words/segments';
import { autopsy } from '../../../src/history/autopsy';
import { regimeAt } from '../../../src/history/regime';
import { growing, layersOf, recordOf, type StepTable } from '../../history/smallRuns';

/** The opening picture: 12 dense and 4 residual blocks of two. */
const layers = layersOf(`${'D '.repeat(12)}${'[ D D ]+ '.repeat(4)}O`);

function notice(rows: ReturnType<typeof layersOf>, steps: StepTable[]) {
  const record = recordOf(rows, steps);
  const facts = autopsy(record)!; // each of these lanes is dead
  const { when, where, why, chain } = deathNotice('A', rows, facts);
  return {
    when: plainText(when),
    where: plainText(where),
    why: plainText(why),
    chain: chain.map(({ step, text }) => `${step}: ${plainText(text)}`),
    diagnosis: diagnosis({
      lane: 'A',
      layers: rows,
      regime: regimeAt(record, record.lastStep)!,
      autopsy: facts,
    }).map(plainText),
  };
}

const all = (value: number, count = layers.length): string =>
  Array.from({ length: count }, () => value).join(' ');
const thrown = { weights: all(1), updateWeights: all(50) };

describe('the paper of the opening lane', () => {
  const words = notice(layers, [
    { loss: 459, globalNorm: 8e3, rows: { gradientOutput: growing(layers, 1.454), ...thrown } },
    { loss: 3.4e23, globalNorm: 2e30, rows: { gradientOutput: growing(layers, 20) } },
    {
      loss: Number.NaN,
      classes: ['2 preActivation Inf', '2 output NaN'],
      rows: { outputMax: `1e3 1e30 ${all(0)}` },
    },
  ]);

  test('says when, where and why as the picture does', () => {
    expect(words.when).toBe('A blew up at step 2');
    expect(words.where).toBe('the pre-activation of layer 3, in the forward pass: Inf, then NaN');
    expect(words.why).toBe(
      'at step 0 the gradient grew ×1.454 a layer from loss to input, 15 times over: ×274. ' +
        'That step threw the weights so far that two steps later the numbers outgrew 32 bits.',
    );
  });

  test('dates what led to it', () => {
    expect(words.chain).toEqual([
      '0: The update lifts the loss from 459 to 3.4 × 10²³.',
      '0: The update moves the weights of layer 1 by 50 times their own size.',
      '1: The gradient’s norm jumps from 8,000 to 2.0 × 10³⁰.',
      '2: Outputs grow from 1,000 at layer 1 to 1.0 × 10³⁰ at layer 2.',
      '2: The pre-activation of layer 3 overflows: Inf, then NaN.',
    ]);
  });

  test('names the disease', () => {
    expect(words.diagnosis).toEqual([
      'The gradient grew through depth, and that came first.',
      'At step 0 it grew ×1.454 a layer on its way back: layer 1 received 274 times what layer 16 sent.',
    ]);
  });
});

test('another depth and factor give another paper', () => {
  const small = layersOf('D D D D O');
  const words = notice(small, [
    { rows: { gradientOutput: growing(small, 4) } },
    { loss: Number.POSITIVE_INFINITY, rows: { gradientOutput: growing(small, 4) } },
  ]);
  expect(words.where).toBe('the loss, after a finite forward pass: Inf');
  expect(words.why).toBe(
    'at step 0 the gradient grew ×4.00 a layer from loss to input, 3 times over: ×64.0. One step later the loss outgrew 32 bits.',
  );
});

test('a step that was too large is told as such, with the growth that was innocent', () => {
  const rows = { gradientOutput: growing(layers, 1.01), ...thrown };
  const words = notice(layers, [
    { rows, loss: 0.41 },
    { rows, loss: 15.9 },
    { rows, loss: 1e8 },
    { loss: Number.NaN, classes: ['25 weightsAfter NaN'] },
  ]);
  expect(words.why).toBe(
    'the step was too large, not the network too deep. At step 0 the gradient still kept its size from layer to layer, ×1.01 a layer. ' +
      'That step threw the weights so far that three steps later the loss outgrew 32 bits.',
  );
  expect(words.diagnosis).toEqual([
    'The step was too large, not the network too deep.',
    'At step 0 the gradient neither exploded nor vanished on its way back.',
  ]);
});

test('a lane without hidden layers dies of its step, and no growth is spoken of', () => {
  const alone = layersOf('O');
  const words = notice(alone, [{ loss: 1 }, { loss: 60 }, { loss: Number.POSITIVE_INFINITY }]);
  expect(words.why).toBe(
    'the step was too large, not the network too deep. Two steps later the loss outgrew 32 bits.',
  );
});

test('a first pass that overflows blames no step', () => {
  const words = notice(layers, [{ loss: Number.NaN, classes: ['14 preActivation NaN'] }]);
  expect(words.where).toBe('the pre-activation of layer 13, in the forward pass: NaN');
  expect(words.why).toMatch(/^the very first pass outgrew 32 bits/);
});

test('a first gradient that overflows is followed to where it did', () => {
  const words = notice(layers, [
    {
      rows: { gradientOutput: all(1) },
      classes: ['4 gradientOutput Inf', '0 gradientOutput NaN', '0 weightsAfter NaN'],
    },
  ]);
  expect(words.where).toBe('the gradient of the output of layer 5, in the backward pass: Inf, then NaN');
  expect(words.why).toBe(
    'at step 0 the gradient grew on its way from loss to input, as far as layer 5. In that same step the gradient outgrew 32 bits.',
  );
});

test('a network of two hidden layers multiplies once, and no factor is said twice', () => {
  const two = layersOf('D D O');
  const words = notice(two, [
    { rows: { gradientOutput: '40 1 1' } },
    { loss: Number.NaN, rows: { gradientOutput: '40 1 1' } },
  ]);
  expect(words.why).toMatch(/^at step 0 the gradient grew ×40.0 a layer from loss to input, once\. /);
});

test('every row has a name', () => {
  const nested = layersOf('D [ D D D ]+ [ D ]+ O');
  expect(nested.map((_, index) => layerName(nested, index))).toEqual([
    'layer 1',
    'the first dense layer inside residual block 1',
    'the second dense layer inside residual block 1',
    'the third dense layer inside residual block 1',
    'layer 2',
    'the dense layer inside residual block 2',
    'layer 3',
    'the output layer',
  ]);
  expect(layerName(nested, -1)).toBe('the input');
});
