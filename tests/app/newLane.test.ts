import { describe, expect, test } from 'vitest';
import { addedLane } from '../../src/app/lab/lane/newLane';
import { newLane } from '../../src/spec/defaults';

const lane = (id: string) => ({ ...newLane(), id });
const [a, b, c] = [lane('a'), lane('b'), lane('c')];

describe('the lane that has come', () => {
  test('is the one that was not there', () => {
    expect(addedLane([a, b], [a, b, c])).toBe(c);
  });

  test('is none when a setting changed, a lane went, or lanes changed places', () => {
    expect(addedLane([a, b], [a, { ...b }])).toBeNull();
    expect(addedLane([a, b], [a])).toBeNull();
    expect(addedLane([a, b], [b, a])).toBeNull();
  });

  test('is none of another experiment', () => {
    expect(addedLane([a, b], [lane('a'), lane('b'), lane('c')])).toBeNull();
  });
});
