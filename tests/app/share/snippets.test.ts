import { expect, test } from 'vitest';
import { elementSnippet, iframeSnippet } from '../../../src/app/share/snippets';

const shared = {
  base: 'https://example.org/lab/',
  hash: '2.abc-_',
  title: 'Is "A" < B & why?',
  poster: 'data:image/webp;base64,AAAA',
};

test('a title with quotes and signs cannot break out of its attribute or text', () => {
  expect(iframeSnippet(shared, 900)).toContain('title="Is &quot;A&quot; &lt; B &amp; why?"');
  expect(elementSnippet(shared)).toContain('>Is "A" &lt; B &amp; why?</a>');
});

test('both lead to the experiment, and the element carries its poster only where there is one', () => {
  expect(iframeSnippet(shared, 900)).toContain(
    'src="https://example.org/lab/embed.html#2.abc-_&amp;poster=data%3A',
  );
  expect(elementSnippet(shared)).toContain('href="https://example.org/lab/#2.abc-_"');
  expect(elementSnippet(shared)).toContain('poster="data:image/webp;base64,AAAA"');
  expect(elementSnippet({ ...shared, poster: null })).not.toContain('poster');
});
