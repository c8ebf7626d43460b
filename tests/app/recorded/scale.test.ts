/** What is said of the colours of a recorded run. */
import { expect, test } from 'vitest';
import { scaleOf } from '../../../src/app/recorded/scale';
import { metric } from '../../../src/catalogue/registry';
import { readRunFile } from '../../../src/export/runFile';
import { readerOfArrays } from '../../../src/history/fromArrays';

function scaled(gradient: string) {
  const rows = `[{"name": "a", "gradient": ${gradient}}, {"name": "b", "gradient": 2}]`;
  const { runs, ...file } = readRunFile('x', `{"step": 0, "loss": 1, "rows": ${rows}}`);
  const [run] = runs;
  if (!run) throw new Error('The file holds a run.');
  const recorded = { ...file, id: 'r', name: 'x', reader: readerOfArrays(run) };
  return scaleOf(recorded, metric('gradientOutput'), null);
}

test('they are centred on the last hidden layer at the first step', () => {
  const { scale, paper } = scaled('3.5');
  expect(scale.centre).toBe(3.5);
  expect(paper).toBe('Its colours are centred on 3.50: layer 1 at its first step.');
});

test.each(['NaN', 'Infinity', '0'])('where that is %s nothing else is said to be its number', (gradient) => {
  const { scale, paper } = scaled(gradient);
  expect(scale.centre).toBe(1);
  expect(paper).toBe('Its colours are centred on 1.');
});
