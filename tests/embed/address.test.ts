import fc from 'fast-check';
import { expect, test } from 'vitest';
import { usualControl } from '../../src/app/share/control';
import { LAST_POSITION, positionOf, readAddress, valueOf, writeAddress } from '../../src/embed/address';
import { opening } from '../../src/spec/presets/opening';

const control = fc.record({
  lane: fc.constantFrom('a', '*'),
  path: fc.constantFrom('learningRate', 'blocks.b1.initializer.c'),
  min: fc.double({ min: 1e-6, max: 1, noNaN: true }),
  max: fc.double({ min: 2, max: 1e6, noNaN: true }),
  scale: fc.constantFrom('linear' as const, 'logarithmic' as const),
  label: fc.string(),
});

test('an address is read back as it was written, whatever its texts hold', () => {
  const text = fc.string({ minLength: 1 });
  const address = fc.record({
    link: fc.constant('2.abc-_'),
    poster: text,
    posterDark: text,
    alt: text,
    control,
    buttons: text,
    theme: text,
  });
  fc.assert(
    fc.property(address, (one) => {
      expect(readAddress(`#${writeAddress(one)}`)).toEqual(one);
    }),
  );
});

test('a control that makes no sense is left out, and the rest is read', () => {
  for (const text of [
    'a~learningRate~5~1~linear~x',
    'a~learningRate~0~1~logarithmic~x',
    'a~~0~1~linear~x',
    'a',
  ]) {
    const read = readAddress(`#2.abc&alt=Words&control=${encodeURIComponent(text)}`);
    expect(read.control).toBeUndefined();
    expect(read).toMatchObject({ link: '2.abc', alt: 'Words' });
  }
});

test('a position gives a value inside the control, and that value the position again or its neighbour', () => {
  fc.assert(
    fc.property(control, fc.integer({ min: 0, max: LAST_POSITION }), (one, position) => {
      const value = valueOf(one, position);
      expect(value).toBeGreaterThanOrEqual(one.min * 0.999);
      expect(value).toBeLessThanOrEqual(one.max * 1.001);
      expect(Math.abs(positionOf(one, value) - position)).toBeLessThanOrEqual(1);
    }),
  );
});

test('readers of the opening may draw the first weights wider', () => {
  expect(usualControl(opening.experiment)).toMatchObject({
    lane: 'a',
    path: 'blocks.b1.initializer.c',
    scale: 'logarithmic',
  });
  const plain = opening.experiment.lanes.map((lane) => ({ ...lane, blocks: [] }));
  expect(usualControl({ ...opening.experiment, lanes: plain })).toMatchObject({ path: 'learningRate' });
  expect(usualControl({ ...opening.experiment, lanes: [] })).toBeNull();
});
