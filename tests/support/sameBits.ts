/** Arrays of numbers with the same bits are equal, which is seen at once; any others are compared as always. */
import { expect } from 'vitest';

const bytes = ({ buffer, byteOffset, byteLength }: ArrayBufferView) =>
  Buffer.from(buffer, byteOffset, byteLength);

expect.addEqualityTesters([
  (one: unknown, other: unknown) =>
    ArrayBuffer.isView(one) &&
    ArrayBuffer.isView(other) &&
    one.constructor === other.constructor &&
    bytes(one).equals(bytes(other))
      ? true
      : undefined,
]);
