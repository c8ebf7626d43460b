import { expect, test } from 'vitest';
import { isReasoned } from '../../scripts/lint.mjs';

test.each([
  ['an index read', 'const a = row[step]!;', true],
  ['no comment', "const root = document.getElementById('root')!;", false],
  ['a comment on its line', 'const a = find(id)!; // every lane has one', true],
  ['a comment on the line above', '// every lane has one\nconst a = find(id)!;', true],
  ['a docstring above', '/** Every lane has one. */\nconst a = find(id)!;', true],
  ['a comment two lines above', '// σ\nconst b = 1;\nconst a = find(id)!;', false],
])('an assertion with %s', (_, text, allowed) => {
  const bytes = Buffer.from(text);
  expect(isReasoned(bytes, bytes.lastIndexOf('!') + 1)).toBe(allowed);
});
