/** Nothing is written for a preset: with another depth and another seed the sentences of the opening follow its numbers. */
import { beforeAll, describe, expect, test } from 'vitest';
import { diagnosis } from '../../../src/app/words/diagnosis';
import { plainText } from '../../../src/app/words/segments';
import { verdict } from '../../../src/app/words/verdict';
import { digits } from '../../../src/data/digits';
import { readPublicFile } from '../../../src/data/loadNode';
import type { Engine } from '../../../src/engine/types';
import { laneGrowth } from '../../../src/history/growth';
import { createRecord } from '../../../src/history/record';
import { regimeAt } from '../../../src/history/regime';
import { setRepeat } from '../../../src/spec/stack';
import { opening } from '../../../src/spec/presets/opening';
import { startNode } from '../../parity/startNode';

let engine: Engine;
let file: Uint8Array;
beforeAll(async () => {
  engine = await startNode('cpu');
  file = await readPublicFile('digits.bin');
});

/** Verdict and diagnosis of the exploding lane before its first update, and the growth they must speak of. */
async function wordsOf(depth: number, seed: number) {
  const [first] = opening.experiment.lanes;
  if (!first) throw new Error('The opening has lanes.');
  const lane = setRepeat(first, 'b1', depth);
  const trainer = engine.createTrainer(lane, digits.make({}, seed, file), seed);
  const { layers } = trainer;
  const record = createRecord(layers);
  record.append(await trainer.measure());
  trainer.dispose();
  const regime = regimeAt(record, 0);
  const growth = laneGrowth(record.row(0));
  if (!regime || !growth) throw new Error('Nothing was measured.');
  return {
    growth,
    verdict: plainText(verdict(regime)),
    sentences: diagnosis({ lane: 'A', layers, regime, autopsy: null }).map(plainText).join(' '),
  };
}

describe('the opening’s exploding lane', () => {
  test.each([
    [12, 1],
    [12, 7],
    [9, 1],
    [20, 3],
  ])('of %i dense layers and seed %i is told by its own numbers', async (depth, seed) => {
    const { growth, verdict: headline, sentences } = await wordsOf(depth, seed);
    const perLayer = growth.perLayer.value.toFixed(3);
    expect(growth.hidden).toBe(depth + 4);
    expect(headline).toBe(`Exploding, ×${perLayer} a layer`);
    expect(sentences).toContain(`×${perLayer} a layer`);
    expect(sentences).toContain(`layer ${growth.hidden} sent`);
    const times = Number(/receives (.+?) times/.exec(sentences)?.[1]?.replace(/[^\d.]/g, ''));
    expect(Math.abs(times / growth.whole.value - 1)).toBeLessThan(0.005);
  });
});
