import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { opening } from '../../src/spec/presets/opening';

test('the headline that stands in the page before any script is the opening’s question', () => {
  const html = readFileSync('index.html', 'utf8');
  expect(/<h1 class="question">(.*?)<\/h1>/.exec(html)?.[1]).toBe(opening.question);
});
