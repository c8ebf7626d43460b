/** The code in the Share dialog is one that a reader of codes reads, whatever the link says. */
import jsQR from 'jsqr';
import { expect, test } from 'vitest';
import { qrPath } from '../../../src/app/share/qrPath';

/** Fills the runs of a path of `M x y h length v1h-length z`, `scale` pixels a module. */
function draw({ size, path }: { readonly size: number; readonly path: string }, scale: number) {
  const side = size * scale;
  const pixels = new Uint8ClampedArray(side * side * 4).fill(255);
  for (const [, x, y, length] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
    for (let row = Number(y) * scale; row < (Number(y) + 1) * scale; row++) {
      const first = row * side + Number(x) * scale;
      for (let at = first; at < first + Number(length) * scale; at++) pixels.fill(0, at * 4, at * 4 + 3);
    }
  }
  return { pixels, side };
}

test.each([20, 300, 700, 1400])(
  'links of about %i characters are read at two and three pixels a module',
  (length) => {
    for (let variant = 0; variant < 6; variant++) {
      let link = `https://site-${variant}.example/#2.`;
      for (let at = 0; link.length < length + variant; at++)
        link += ((at * 7919 + variant) % 36).toString(36);
      const code = qrPath(link);
      expect(code).not.toBeNull();
      for (const scale of [2, 3]) {
        const { pixels, side } = draw(code ?? { size: 1, path: '' }, scale);
        expect(jsQR(pixels, side, side)?.data).toBe(link);
      }
    }
  },
);

test('a link too long for the largest code gives none', () => {
  expect(qrPath('x'.repeat(2953))).not.toBeNull();
  expect(qrPath('x'.repeat(2954))).toBeNull();
});
