import { expect, test } from 'vitest';
import { plainText } from '../../../src/app/words/segments';
import { splitText } from '../../../src/app/words/splitText';
import { roundTo } from '../../../src/history/printed';
import { gainSplit } from '../../../src/history/split';
import { layersOf, recordOf, type StepTable } from '../../history/smallRuns';

function words(text: string, layer: number, step: StepTable) {
  const layers = layersOf(text);
  const { line, inside } = splitText(layers, gainSplit(recordOf(layers, [step]).row(0), layer));
  return { line: plainText(line), inside: inside.map(plainText) };
}

test('the result first, the largest factor next, each named for what one can change', () => {
  const rows = {
    gradientOutput: '1.2188 1 1',
    gradientPreActivation: '1 0.4463 1',
    gradientInput: 'NaN 1.2188 1',
  };
  expect(words('D D:tanh O', 1, { rows }).line).toBe('×1.22 = weights ×2.73 · tanh slope ×0.446');
});

test('factors multiply as printed for many splits', () => {
  for (let index = 0; index < 200; index++) {
    const [slope, weights] = [0.3 + (index % 17) / 25, 1 + (index % 23) / 7.3];
    const rows = {
      gradientOutput: `${slope * weights} 1 1`,
      gradientPreActivation: `1 ${slope} 1`,
      gradientInput: `NaN ${slope * weights} 1`,
    };
    const [result = '', ...factors] = words('D D O', 1, { rows }).line.match(/[\d.]+/g) ?? [];
    const product = factors.reduce((all, each) => all * Number(each), 1);
    expect(roundTo(product, 3)).toBe(Number(result));
  }
});

test('a row without activation has its weights alone', () => {
  const rows = { gradientOutput: '1.5 1 1', gradientInput: 'NaN 1.5 1' };
  expect(words('D D:none O', 1, { rows }).line).toBe('×1.50 = weights');
});

test('a residual is told by its two paths and their angle, and by what is inside', () => {
  const rows = {
    gradientOutput: `${Math.hypot(2.6, 0.8)} 1.5 1 2 1`,
    gradientPreActivation: 'NaN 0.75 0.5 2 1',
    gradientInput: 'NaN 1 1.5 2 2',
    gradientFirstPath: 'NaN NaN NaN 2 NaN',
    gradientSecondPath: 'NaN NaN NaN 1 NaN',
  };
  expect(words('D [ D D ]+ O', 3, { rows })).toEqual({
    line: '×1.36 from skip ×1.00 and branch ×0.500, cosine 0.600',
    inside: [
      'branch ×0.500 = weights (the second dense layer) ×3.00 · weights (the first dense layer) ×1.333 · ' +
        'branch scale ×0.500 · ReLU slope (the second dense layer) ×0.500 · ReLU slope (the first dense layer) ×0.500',
    ],
  });
});

test('a branch that starts at zero hands back nothing', () => {
  const rows = {
    gradientOutput: '2 0 0 2 1',
    gradientPreActivation: 'NaN 0 0 2 1',
    gradientInput: 'NaN 0 0 2 2',
    gradientFirstPath: 'NaN NaN NaN 2 NaN',
    gradientSecondPath: 'NaN NaN NaN 0 NaN',
  };
  expect(words('D [ D D ]+ O', 3, { rows })).toEqual({
    line: '×1.00 from skip ×1.00 and the branch nothing',
    inside: [],
  });
});

test.each([
  [0, [], 'Layer 1 is the first: the input before it has no gradient.'],
  [1, ['1 gradientOutput zero'], 'No gradient passes layer 2: it is exactly 0 there.'],
  [1, ['1 gradientOutput NaN'], 'The gradient at layer 2 is not finite: there is nothing to split.'],
  [1, ['1 gradientOutput none'], 'At layer 2 no gradient is measured.'],
])('row %i with %j says why there is no split', (layer, classes, text) => {
  const rows = { gradientOutput: '1 1 1', gradientPreActivation: '1 1 1', gradientInput: 'NaN 1 1' };
  expect(words('D D O', layer, { rows, classes })).toEqual({ line: text, inside: [] });
});
