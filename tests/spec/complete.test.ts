import { expect, test } from 'vitest';
import { complete } from '../../src/spec/complete';
import { newBlock, newExperiment, newLane } from '../../src/spec/defaults';
import { PRESETS } from '../../src/spec/presets/registry';
import { parse } from '../../src/spec/schema';
import { BLOCKS } from '../../src/catalogue/registry';

test.each(PRESETS)('the preset $id is completed as parse does it', ({ experiment }) => {
  expect(complete(experiment)).toEqual(parse(experiment));
});

test.each(BLOCKS)('a bare block $id is completed as parse does it', ({ id }) => {
  const { activation: _, initializer: __, ...bare } = { ...newBlock(id), values: {} };
  const sparse = newExperiment({ lanes: [newLane({ blocks: [bare] })] });
  expect(complete(sparse)).toEqual(parse(sparse));
});
