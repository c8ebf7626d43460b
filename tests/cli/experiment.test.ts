/** `npm run experiment`: the rows it gives, what it writes, and what it says of seeds. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { experiment } from '../../src/cli/experiment/command';
import { type LaneFacts, spreads } from '../../src/cli/experiment/facts';
import { newExperiment, newLane } from '../../src/spec/defaults';
import { denseBlock, scaled } from '../../src/spec/presets/build';
import type { Experiment } from '../../src/spec/types';
import { startNode } from '../parity/startNode';
import { makeSpirals } from '../parity/smallData';
import { createHere } from './here';

let here: ReturnType<typeof createHere>;
beforeEach(() => {
  here = createHere();
});
afterEach(() => here.remove());

const small = (c: number, depth = 4): Experiment =>
  newExperiment({
    dataset: { id: 'spirals', values: {} },
    seed: 3,
    lanes: [
      newLane(
        { blocks: [denseBlock('b1', depth, 8, 'relu', scaled(c))], learningRate: 0.1, batchSize: 16 },
        'spirals',
      ),
    ],
  });
const write = (spec: unknown) => here.write('e.json', JSON.stringify(spec));
const run = (...more: string[]) => experiment(['e.json', '--out', 'run.json', ...more], here.io);

test('N steps give rows 0 … N−1, each as the trainer measures it before that update', async () => {
  write(small(2));
  expect(await run('--steps', '20')).toBe(0);
  const { experiment: spec, backend, histories } = here.read('run.json');
  expect(spec).toEqual(JSON.parse(JSON.stringify(small(2))));
  expect(backend).toMatchObject({ name: 'wasm', floatBits: 32 });
  const [history] = histories;
  expect(history.steps).toEqual(Array.from({ length: 20 }, (_, step) => step));
  expect(history.layers).toEqual(['dense1', 'dense2', 'dense3', 'dense4', 'dense5']);
  expect(history.perLayer.gradientOutput).toHaveLength(100);
  expect(history.classes.dead).toHaveLength(100);
  expect(history.heldOut.steps).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 20]);
  expect(history.firstNonFinite).toBeNull();

  const engine = await startNode('wasm');
  const [lane] = small(2).lanes;
  const trainer = engine.createTrainer(lane!, makeSpirals(), 3);
  for (let step = 0; step < 19; step++) trainer.step();
  const chunk = await trainer.measure();
  expect(history.perStep.loss[19]).toBe(chunk.perStep[0]);
});

test('a lane that explodes ends with the step it died of, and what is no number is a string', async () => {
  write(small(1e4, 14));
  expect(await run('--backend', 'cpu')).toBe(0);
  const [history] = here.read('run.json').histories;
  expect(history.steps.length).toBeLessThan(20);
  expect(history.firstNonFinite).toMatchObject({ pass: expect.any(String), tensor: expect.any(String) });
  expect(['NaN', 'Infinity']).toContain(history.perStep.loss.at(-1));
});

test('what does not fit is refused with a sentence', async () => {
  write({ ...small(2), seed: -1 });
  expect(await run()).toBe(1);
  here.write('e.json', '{');
  expect(await run()).toBe(1);
  write(small(2));
  expect(await run('--steps', '0')).toBe(1);
  expect(await experiment(['e.json'], here.io)).toBe(1);
  expect(await experiment(['--preset', 'nothing', '--out', 'run.json'], here.io)).toBe(1);
  expect(here.said.map((line) => line.split(' ').slice(0, 3).join(' '))).toEqual([
    'seed is -1.',
    'e.json is no',
    '--steps is 0.',
    'Usage: npm run',
    'There is no',
  ]);
});

test('seeds give a table of medians, and the first of them is written', async () => {
  write(small(2));
  expect(await run('--steps', '3', '--seeds', '3')).toBe(0);
  const rows = here.printed
    .join('\n')
    .split('\n')
    .map((line) => line.split('\t'));
  expect(rows[0]).toEqual(['lane', 'what', 'median', 'least', 'most', 'finite']);
  const growth = rows.find(([lane, what]) => lane === 'a' && what === 'growth a layer, step 0');
  const [median, least, most] = growth!.slice(2, 5).map(Number);
  expect(least!).toBeLessThan(median!);
  expect(median!).toBeLessThan(most!);
  expect(rows.find(([, what]) => what === 'first non-finite step')?.[2]).toBe('never');
  expect(here.read('run.json').experiment.seed).toBe(3);
});

test('a median counts never and NaN as later and larger than every number', () => {
  const seed = (firstNonFinite: number, loss: number): LaneFacts[] => [
    {
      lane: 'a',
      growthAtStart: 1,
      growthAtEnd: 1,
      wholeAtStart: 1,
      globalNormAtStart: 1,
      firstNonFinite,
      loss,
      lastLosses: loss,
      heldOutLoss: 1,
      heldOutAccuracy: 1,
    },
  ];
  const all = spreads([seed(4, Number.NaN), seed(Number.POSITIVE_INFINITY, 2), seed(6, 3)]);
  const of = (fact: string) => all.find((one) => one.fact === fact);
  expect(of('firstNonFinite')).toMatchObject({
    median: 6,
    least: 4,
    most: Number.POSITIVE_INFINITY,
    finite: 2,
  });
  expect(of('loss')).toMatchObject({ median: 3, least: 2, most: Number.NaN });
});
