import { describe, expect, it } from 'vitest';
import { adding } from '../../src/data/adding';
import { copy } from '../../src/data/copy';
import { temporalOrder } from '../../src/data/temporalOrder';

describe('the adding problem', () => {
  const { train, inputShape } = adding.make({ length: 31 }, 4);
  const at = (row: number, step: number, feature: number) => train.x[(row * 31 + step) * 2 + feature]!;

  it('marks one number in each half, and asks for the sum of the two', () => {
    expect(inputShape).toEqual([31, 2]);
    for (let row = 0; row < train.count; row++) {
      const marked = Array.from({ length: 31 }, (_, step) => step).filter((step) => at(row, step, 1) === 1);
      expect(marked).toHaveLength(2);
      expect(marked[0]).toBeLessThan(15);
      expect(marked[1]).toBeGreaterThanOrEqual(15);
      const sum = marked.reduce((total, step) => total + at(row, step, 0), 0);
      expect(Math.abs(sum - train.y[row]!)).toBeLessThan(1e-6); // float32
    }
  });

  it('marks every step that it may', () => {
    const marks = Array.from({ length: 31 }, () => 0);
    for (let row = 0; row < train.count; row++)
      marks.forEach((_, step) => (marks[step]! += at(row, step, 1)));
    expect(Math.min(...marks)).toBeGreaterThan(4096 / 16 / 2);
  });

  it('costs 1/6 where 1 is guessed', () => {
    const loss = train.y.reduce((sum, target) => sum + (target - 1) ** 2, 0) / train.count;
    expect(Math.abs(loss - 1 / 6)).toBeLessThan(0.012); // the square has σ 0.19: four standard errors
  });
});

describe('temporal order', () => {
  it.each([20, 10, 33])(
    'of %d steps has its letters where they belong, and the class they make',
    (length) => {
      const { train, classNames } = temporalOrder.make({ length }, 4);
      const places = [new Set<number>(), new Set<number>()];
      const counts = [0, 0, 0, 0];
      for (let row = 0; row < train.count; row++) {
        const symbols = Array.from({ length }, (_, step) => {
          const start = (row * length + step) * 6;
          const hot = train.x.subarray(start, start + 6);
          expect(hot.reduce((sum, entry) => sum + entry, 0)).toBe(1);
          return hot.indexOf(1);
        });
        const relevant = symbols.flatMap((symbol, step) => (symbol < 2 ? [step] : []));
        expect(relevant).toHaveLength(2);
        relevant.forEach((step, which) => places[which]!.add(step));
        const word = relevant.map((step) => 'AB'[symbols[step]!]).join(', ');
        const truth = train.y.subarray(4 * row, 4 * row + 4).indexOf(1);
        expect(classNames[truth]).toBe(word);
        counts[truth]! += 1;
      }
      const tenth = (from: number) =>
        Array.from({ length }, (_, step) => step).filter(
          (step) => step >= Math.floor((from * length) / 10) && step < Math.floor(((from + 1) * length) / 10),
        );
      expect([...places[0]!].toSorted((a, b) => a - b)).toEqual(tenth(1));
      expect([...places[1]!].toSorted((a, b) => a - b)).toEqual(tenth(4));
      for (const count of counts) expect(Math.abs(count - 1024)).toBeLessThan(5 * Math.sqrt(4096 * (3 / 16)));
    },
  );
});

describe('copy', () => {
  it('shows symbols, a pause and a sign, and asks for the symbols at the end and for blanks before', () => {
    const { train, inputShape, outputSteps } = copy.make({ items: 3, delay: 4 }, 4);
    expect([inputShape, outputSteps]).toEqual([[10, 10], 10]);
    for (let row = 0; row < 200; row++) {
      const symbols = (from: Float32Array, width: number) =>
        Array.from({ length: 10 }, (_, step) =>
          from.subarray((row * 10 + step) * width, (row * 10 + step + 1) * width).indexOf(1),
        );
      const seen = symbols(train.x, 10);
      const items = seen.slice(0, 3);
      expect(items.every((symbol) => symbol >= 0 && symbol < 8)).toBe(true);
      expect(seen.slice(3)).toEqual([8, 8, 8, 9, 8, 8, 8]);
      expect(symbols(train.y, 9)).toEqual([8, 8, 8, 8, 8, 8, 8, ...items]);
    }
  });
});
