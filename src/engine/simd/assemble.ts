/**
 * WebAssembly written in TypeScript: as much of its binary format as our kernels use, two float64 lanes at a time
 * (webassembly.github.io/spec/core/binary). Each function gives the bytes of an instruction behind those of its
 * operands, so that a kernel reads like the expression it is.
 */
export type Code = readonly number[];

const TYPES = { i32: 0x7f, f64: 0x7c, v128: 0x7b } as const;
export type Type = keyof typeof TYPES;

/** LEB128. */
function unsigned(value: number): number[] {
  const low = value & 0x7f;
  return value > 0x7f ? [low | 0x80, ...unsigned(value >>> 7)] : [low];
}

const scalar =
  (code: number) =>
  (...operands: readonly Code[]): Code => [...operands.flat(), code];

const vector =
  (code: number, ...immediate: readonly number[]) =>
  (...operands: readonly Code[]): Code => [...operands.flat(), 0xfd, ...unsigned(code), ...immediate];

/** Operands: the address, and for a store what is stored. `align` is the logarithm of the bytes it may count on. */
const memory =
  (...code: readonly number[]) =>
  (operands: readonly Code[], offset = 0, align = 2): Code => [
    ...operands.flat(),
    ...code,
    align,
    ...unsigned(offset),
  ];

/** −64 to 63. */
export const integer = (value: number): Code => [0x41, value & 0x7f];
export const addIntegers = scalar(0x6a);
export const subtractIntegers = scalar(0x6b);
/** Without signs, as addresses are. */
export const isBelow = scalar(0x49);

/** A pair of the same constant. */
export function constantPair(value: number): Code {
  const bytes = new Uint8Array(16);
  const view = new DataView(bytes.buffer);
  view.setFloat64(0, value, true);
  view.setFloat64(8, value, true);
  return [0xfd, 0x0c, ...bytes];
}

export const addNumbers = scalar(0xa0);
/** NaN where one of both is. */
export const larger = scalar(0xa5);
export const numberOfLong = scalar(0xb9);
export const storeNumber = memory(0x39);

/** Two float32 numbers from memory as float64. */
export const loadPair = (address: Code, offset: number): Code =>
  vector(0x5f)(memory(0xfd, 0x5d)([address], offset));
/** One float32 number from memory, as a pair of it in float64. */
export const loadBoth = (address: Code): Code => vector(0x5f)(memory(0xfd, 0x09)([address]));
/** A pair of float64 numbers, rounded to float32. */
export const storePair = (address: Code, pair: Code, offset = 0): Code => [
  ...memory(0xfd, 0x5b)([address, vector(0x5e)(pair)], offset),
  0,
];
/** Four float32 numbers. */
export const loadFour = (address: Code): Code => memory(0xfd, 0x00)([address]);
export const storeFour = (address: Code, four: Code): Code => memory(0xfd, 0x0b)([address, four]);
/** Four float32 numbers out of two fours: 0 to 3 are the first's, 4 to 7 the second's. */
export const pickFour = (
  first: Code,
  second: Code,
  places: readonly [number, number, number, number],
): Code =>
  vector(0x0d, ...places.flatMap((place) => [0, 1, 2, 3].map((byte) => 4 * place + byte)))(first, second);
export const pairOf = vector(0x14);
export const add = vector(0xf0);
export const subtract = vector(0xf1);
export const multiply = vector(0xf2);
export const divide = vector(0xf3);
export const negate = vector(0xed);
export const abs = vector(0xec);
export const sqrt = vector(0xef);
/** The larger of each lane; the first operand's where the second's is NaN. */
export const pickLarger = vector(0xf7);
/** All bits of a lane set where the comparison holds: as an integer, −1. */
export const isLess = vector(0x49);
export const isAtMost = vector(0x4b);
export const isAtLeast = vector(0x4c);
export const either = vector(0x50);
/** The first operand's bits where the third's are set, the second's elsewhere. */
export const choose = vector(0x52);
export const subtractIntegerPairs = vector(0xd1);
export const lane = (pair: Code, which: 0 | 1): Code => vector(0x21, which)(pair);
export const integerLane = (pair: Code, which: 0 | 1): Code => vector(0x1d, which)(pair);

/** Runs `body` and runs it again as long as `again` is not 0 after it. */
export const loop = (body: readonly Code[], again: Code): Code => [
  0x03,
  0x40,
  ...body.flat(),
  ...again,
  0x0d,
  0,
  0x0b,
];

export interface Local {
  readonly get: Code;
  set(value: Code): Code;
}

export interface Kernel {
  readonly name: string;
  readonly parameters: readonly Type[];
  readonly locals: readonly Type[];
  readonly body: Code;
}

/** A function without a result; `write` is given its parameters, and a way to more locals (0 at first). */
export function kernel(
  name: string,
  parameters: readonly Type[],
  write: (parameters: readonly Local[], local: (type: Type) => Local) => readonly Code[],
): Kernel {
  const locals: Type[] = [];
  const at = (index: number): Local => ({
    get: [0x20, ...unsigned(index)],
    set: (value) => [...value, 0x21, ...unsigned(index)],
  });
  const body = write(
    parameters.map((_, index) => at(index)),
    (type) => at(parameters.length + locals.push(type) - 1),
  );
  return { name, parameters, locals, body: body.flat() };
}

const listOf = (items: readonly Code[]): Code => [...unsigned(items.length), ...items.flat()];
const sized = (code: Code): Code => [...unsigned(code.length), ...code];
const nameOf = (name: string): Code => sized([...new TextEncoder().encode(name)]);

/** The module of these kernels, over the memory that it is given as `host.memory`. */
export function moduleOf(kernels: readonly Kernel[]): Uint8Array<ArrayBuffer> {
  const section = (id: number, items: readonly Code[]): Code => [id, ...sized(listOf(items))];
  return Uint8Array.from([
    0x00,
    0x61,
    0x73,
    0x6d,
    1,
    0,
    0,
    0,
    ...section(
      1,
      kernels.map(({ parameters }) => [0x60, ...listOf(parameters.map((type) => [TYPES[type]])), 0]),
    ),
    ...section(2, [[...nameOf('host'), ...nameOf('memory'), 2, 0, 0]]),
    ...section(
      3,
      kernels.map((_, index) => unsigned(index)),
    ),
    ...section(
      7,
      kernels.map(({ name }, index) => [...nameOf(name), 0, ...unsigned(index)]),
    ),
    ...section(
      10,
      kernels.map(({ locals, body }) =>
        sized([...listOf(locals.map((type) => [1, TYPES[type]])), ...body, 0x0b]),
      ),
    ),
  ]);
}
