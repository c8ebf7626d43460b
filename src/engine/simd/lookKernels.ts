/** Sums over a tensor's numbers where they lie in WebAssembly's memory, two at a time: what `heap/statistics.ts` sums in loops. */
import {
  add,
  addIntegers,
  addNumbers,
  type Code,
  either,
  integer,
  integerLane,
  isAtLeast,
  isAtMost,
  isBelow,
  type Kernel,
  kernel,
  lane,
  larger,
  loadPair,
  type Local,
  loop,
  multiply,
  numberOfLong,
  pairOf,
  pickLarger,
  storeNumber,
  subtractIntegerPairs,
} from './assemble';

/** In bytes: pairs of float32 numbers that one turn takes, each with sums of its own, since a sum waits for its last addition. */
const PAIRS = [0, 8, 16, 24];
export const NUMBERS_A_TURN = 2 * PAIRS.length;

/** Where the results lie, in float64 numbers. */
export const RESULT = { squares: 0, largestSquare: 1, sum: 2, saturated: 3 } as const;
export const RESULTS = 4;

interface Wanted {
  readonly largest?: true;
  readonly sum?: true;
  readonly saturated?: true;
}

/**
 * Its parameters: first byte, the byte behind the last, first byte of the results; saturated is what is at or below the
 * fourth, at or above the fifth (NaN: nothing is).
 */
function look(name: LookName, wanted: Wanted): Kernel {
  return kernel(name, ['i32', 'i32', 'i32', 'f64', 'f64'], (parameters, local) => {
    const [at, end, results, below, above] = parameters as [Local, Local, Local, Local, Local]; // as listed
    const one = () => local('v128');
    const [value, square, lowest, highest, saturated] = [one(), one(), one(), one(), one()];
    const sums = PAIRS.map((offset) => ({ offset, squares: one(), largest: one(), sum: one() }));

    const take = ({ offset, squares, largest, sum }: (typeof sums)[number]): (Code | false | undefined)[] => [
      value.set(loadPair(at.get, offset)),
      square.set(multiply(value.get, value.get)),
      squares.set(add(squares.get, square.get)),
      wanted.largest && largest.set(pickLarger(largest.get, square.get)),
      wanted.sum && sum.set(add(sum.get, value.get)),
      wanted.saturated &&
        saturated.set(
          // Where it holds, −1 is taken away.
          subtractIntegerPairs(
            saturated.get,
            either(isAtMost(value.get, lowest.get), isAtLeast(value.get, highest.get)),
          ),
        ),
    ];
    const store = (place: number, number: Code) => storeNumber([results.get, number], 8 * place, 3);
    /** The four pairs joined, and then the two numbers of what is left. */
    const finish = (
      which: 'squares' | 'largest' | 'sum',
      place: number,
      pairs: typeof add,
      two: typeof add,
    ) => [
      value.set(sums.map((each) => each[which].get).reduce((joined, next) => pairs(joined, next))),
      store(place, two(lane(value.get, 0), lane(value.get, 1))),
    ];
    return [
      lowest.set(pairOf(below.get)),
      highest.set(pairOf(above.get)),
      loop(
        [
          ...sums.flatMap(take).filter((code) => !!code),
          at.set(addIntegers(at.get, integer(4 * NUMBERS_A_TURN))),
        ],
        isBelow(at.get, end.get),
      ),
      ...finish('squares', RESULT.squares, add, addNumbers),
      ...(wanted.largest ? finish('largest', RESULT.largestSquare, pickLarger, larger) : []),
      ...(wanted.sum ? finish('sum', RESULT.sum, add, addNumbers) : []),
      ...(wanted.saturated
        ? [
            store(
              RESULT.saturated,
              addNumbers(
                numberOfLong(integerLane(saturated.get, 0)),
                numberOfLong(integerLane(saturated.get, 1)),
              ),
            ),
          ]
        : []),
    ];
  });
}

export type LookName = 'norm' | 'statistics' | 'spread' | 'moments';
export const lookKernels: readonly Kernel[] = [
  look('norm', {}),
  look('statistics', { largest: true }),
  look('spread', { largest: true, sum: true }),
  look('moments', { sum: true, saturated: true }),
];
