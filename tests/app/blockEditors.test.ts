import { expect, test } from 'vitest';
import { EDITORS } from '../gallery/panels/editors';

test.each(EDITORS)('the gallery has $name, open in a lane that can be built', ({ make }) => {
  const { experiment, lanes, view } = make();
  expect(view?.open).toBe(`a/block/${experiment.lanes[0]?.blocks[0]?.id}`);
  expect(lanes[0]?.layers.length).toBeGreaterThan(0);
});
