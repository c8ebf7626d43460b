/** A 128-bit hash of a text, so that neighbouring seeds and purposes give unrelated generators. */

const rotateLeft = (word: number, bits: number): number => (word << bits) | (word >>> (32 - bits));

/** The finalizer of MurmurHash3 (Appleby, public domain): every input bit reaches every output bit. */
function avalanche(word: number): number {
  let mixed = word ^ (word >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** Four words of 32 bits, unsigned. The same on every machine: integer arithmetic alone. */
export function hash128(text: string): readonly [number, number, number, number] {
  // Start values: fractional parts of √2, √3, √5, √7.
  let a = 0x6a09e667;
  let b = 0xbb67ae85;
  let c = 0x3c6ef372;
  let d = 0xa54ff53a;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    // Each word takes the character by its own odd factor, and then a word of its neighbour's past.
    a = rotateLeft(Math.imul(a ^ code, 0x9e3779b1), 13) + b;
    b = rotateLeft(Math.imul(b ^ code, 0x85ebca77), 15) + c;
    c = rotateLeft(Math.imul(c ^ code, 0xc2b2ae3d), 17) + d;
    d = rotateLeft(Math.imul(d ^ code, 0x27d4eb2f), 19) + a;
  }
  a ^= text.length;
  // Two rounds, so that each word depends on all four.
  for (let round = 0; round < 2; round++) {
    a = avalanche(a + d);
    b = avalanche(b + a);
    c = avalanche(c + b);
    d = avalanche(d + c);
  }
  return [a, b, c, d];
}

/** The same as 32 hexadecimal digits. */
export const hexHash = (text: string): string =>
  hash128(text)
    .map((word) => word.toString(16).padStart(8, '0'))
    .join('');
