/**
 * The one source of chance: named streams. `stream(7, 'weights', 'b1.0.dense/W')` gives the same numbers on every
 * machine, whatever was drawn before: a stream is derived from its name and never advanced by another.
 */
import { hash128 } from './hash';
import { naturalLog } from './naturalLog';

export interface Stream {
  /** In (0, 1), ends excluded, in steps of 2⁻⁵². */
  uniform(): number;
  /** Standard normal. */
  normal(): number;
  /** The next n of them; `normals(2)` twice gives the numbers of `normals(4)`. */
  uniforms(n: number): Float64Array;
  normals(n: number): Float64Array;
  /** 0 … below − 1, each as likely as the other; below ≤ 2³². */
  integer(below: number): number;
  integers(n: number, below: number): Uint32Array;
  /** The numbers 0 … n − 1 in random order. */
  permutation(n: number): Uint32Array;
}

/** The stream of this name, at its start. 1 and '1' are different purposes. Throws for a seed that is not finite. */
export function stream(seed: number, ...purpose: readonly (string | number)[]): Stream {
  const name = [seed, ...purpose];
  if (name.some((part) => typeof part === 'number' && !Number.isFinite(part))) {
    throw new Error(`A stream's name holds finite numbers and words, not ${name.join(', ')}.`);
  }
  // JSON keeps ('a', 'bc') and ('ab', 'c') apart, and writes a number alike everywhere.
  const bits = generator(hash128(JSON.stringify(name)));
  let spare: number | null = null;

  function uniform(): number {
    const high = bits() >>> 6;
    const low = bits() >>> 6;
    return (high * 0x4000000 + low + 0.5) * 2 ** -52; // 52 bits and a half: exact, and never 0 or 1
  }

  /** Marsaglia's polar method (Marsaglia & Bray 1964): no sine, and a logarithm of our own. */
  function normal(): number {
    if (spare !== null) {
      const kept = spare;
      spare = null;
      return kept;
    }
    for (;;) {
      const u = 2 * uniform() - 1;
      const v = 2 * uniform() - 1;
      const square = u * u + v * v;
      if (square < 1 && square > 0) {
        const factor = Math.sqrt((-2 * naturalLog(square)) / square);
        spare = v * factor;
        return u * factor;
      }
    }
  }

  function integer(below: number): number {
    if (!Number.isInteger(below) || below < 1 || below > 2 ** 32) {
      throw new Error(`Integers are drawn below a whole number from 1 to 2³², not below ${below}.`);
    }
    const end = 2 ** 32 - (2 ** 32 % below); // draws past the last whole multiple would favour small numbers
    for (;;) {
      const word = bits();
      if (word < end) return word % below;
    }
  }

  return {
    uniform,
    normal,
    uniforms: (n) => new Float64Array(n).map(uniform),
    normals: (n) => new Float64Array(n).map(normal),
    integer,
    integers: (n, below) => new Uint32Array(n).map(() => integer(below)),
    permutation(n) {
      const order = new Uint32Array(n).map((_, index) => index);
      for (let last = n - 1; last > 0; last--) {
        const other = integer(last + 1);
        const kept = order[last] as number; // last < n
        order[last] = order[other] as number; // other ≤ last
        order[other] = kept;
      }
      return order;
    },
  };
}

/** xoshiro128** 1.1 (Blackman & Vigna 2021): 32 random bits a call, period 2¹²⁸ − 1. */
function generator([first, second, third, fourth]: readonly [number, number, number, number]): () => number {
  let a = first;
  let b = second;
  let c = third;
  let d = (first | second | third | fourth) === 0 ? 1 : fourth; // the one state that it cannot leave
  return () => {
    const scrambled = Math.imul(b, 5);
    const result = Math.imul((scrambled << 7) | (scrambled >>> 25), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = (d << 11) | (d >>> 21);
    return result;
  };
}
