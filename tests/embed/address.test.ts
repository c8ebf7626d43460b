import fc from 'fast-check';
import { expect, test } from 'vitest';
import { usualControl } from '../../src/app/share/control';
import { LAST_POSITION, positionOf, readAddress, valueOf, writeAddress } from '../../src/embed/address';
import { peek, settingOf, usualControl as usualOnPoster } from '../../src/embed/poster/peek';
import { stream } from '../../src/random/stream';
import { encodeLink } from '../../src/spec/codec';
import { complete } from '../../src/spec/complete';
import type { ControlId } from '../../src/spec/controls';
import type { ControlsSpec } from '../../src/spec/types';
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
    ends: text,
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

test('of a locked experiment the readers get what its author left open, or nothing', () => {
  const clipped = opening.experiment.lanes.map((lane, index) =>
    index === 1 ? { ...lane, clipping: { kind: 'globalNorm', threshold: 1 } } : lane,
  );
  const locked = (...open: ControlId[]) => ({
    ...opening.experiment,
    lanes: clipped,
    view: { ...opening.experiment.view, controls: { open, others: 'shown' as const } },
  });
  expect(usualControl(locked('clipping'))).toMatchObject({
    lane: 'b',
    path: 'clipping.threshold',
    label: 'Clipping of B, threshold',
  });
  expect(usualControl(locked('clippingThreshold', 'seed'))).toMatchObject({ path: 'clipping.threshold' });
  expect(usualControl(locked('learningRate', 'clipping'))).toMatchObject({ lane: 'a', path: 'learningRate' });
  expect(usualControl(locked('seed'))).toBeNull();
});

test('the poster’s own choice, which knows no catalogue, keeps to the locks too', async () => {
  const { experiment } = opening;
  const peeked = async (controls: ControlsSpec | null) =>
    peek(encodeLink(complete({ ...experiment, view: { ...experiment.view, controls } })));
  const usual = async (controls: ControlsSpec | null) => {
    const found = await peeked(controls);
    return found && usualOnPoster(found);
  };
  expect(await usual(null)).toMatchObject({ path: 'learningRate' });
  expect(await usual({ open: ['learningRate'], others: 'hidden' })).toMatchObject({ path: 'learningRate' });
  expect(await usual({ open: ['clipping'], others: 'shown' })).toBeUndefined();
});

const SEED = 20261125;
const ADDRESSES = 4000;
test(`${ADDRESSES} addresses of random text, pieces of real ones and hostile words are read without a throw`, async () => {
  const draws = stream(SEED, 'addresses');
  const link = encodeLink(complete(opening.experiment));
  const pieces = [
    link,
    link.slice(0, 40),
    '2.',
    '&control=',
    '&poster=',
    'a~learningRate~1~2~linear~x',
    '%',
    '%00',
    '%E0%A4%A',
    '<script>alert(1)</script>',
    'javascript:alert(1)',
    '__proto__',
    '=',
    '&',
    '~',
    '\ud800',
    'constructor',
  ];
  let controls = 0;
  let experiments = 0;
  for (let run = 0; run < ADDRESSES; run++) {
    const text = Array.from({ length: draws.integer(9) }, () =>
      draws.uniform() < 0.7
        ? (pieces[draws.integer(pieces.length)] as string)
        : String.fromCharCode(...draws.integers(5, 0xffff)),
    ).join('');
    const read = readAddress(text);
    if (read.control) {
      controls++;
      expect(read.control.min).toBeLessThan(read.control.max);
    }
    const found = await peek(read.link);
    if (!found) continue;
    experiments++;
    expect(typeof found.title).toBe('string');
    const control = read.control ?? usualOnPoster(found);
    if (control) expect(typeof settingOf(found, control)).toBe('number');
  }
  // Both ways were taken.
  expect(controls).toBeGreaterThan(20);
  expect(experiments).toBeGreaterThan(100);
  expect(experiments).toBeLessThan(ADDRESSES);
});
