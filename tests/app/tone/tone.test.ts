import { describe, expect, test } from 'vitest';
import { follow } from '../../../src/app/tone/follow';
import { HIGHEST_HZ, LOWEST_HZ, pitchOf } from '../../../src/app/tone/pitch';
import { PANEL_STATES } from '../../gallery/panels/states';
import { stillHouse } from '../../gallery/panels/stillHouse';

describe('the pitch of a norm', () => {
  test.each([
    [1, 440],
    [100, 880],
    [0.01, 220],
  ])('of %f is %f Hz: an octave for two powers of ten', (norm, hertz) => {
    expect(pitchOf(norm)).toBeCloseTo(hertz, 9);
  });

  test('rises with the norm, and stays within what is heard', () => {
    const pitches = [0, 1e-300, 1e-3, 0.5, 2, 1e3, 1e38, 1e300].map((norm) => pitchOf(norm) ?? Number.NaN);
    expect(pitches).toEqual(pitches.toSorted((a, b) => a - b));
    expect(pitches[0]).toBe(LOWEST_HZ);
    expect(pitches.at(-1)).toBe(HIGHEST_HZ);
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY])('of %f is none', (norm) => {
    expect(pitchOf(norm)).toBeNull();
  });
});

describe('while it runs', () => {
  /** Lane A is dead, lane B learns. */
  const played = (selectedLane: string, status: 'running' | 'paused') => {
    const dead = PANEL_STATES.find(({ id }) => id === 'dead');
    if (!dead) throw new Error('The gallery has no dead lane.');
    const house = stillHouse(dead.make(), 'light');
    house.view.setState({ selectedLane });
    house.run.setState({ status });
    const tones: (number | null)[] = [];
    let alarms = 0;
    const end = follow(house, { tone: (pitch) => tones.push(pitch), alarm: () => alarms++, close: () => {} });
    return { house, tones, end, alarms: () => alarms };
  };

  test('the selected lane is heard at the pitch of its newest norm, and falls silent with the pause', () => {
    const { house, tones, end } = played('b', 'running');
    const { record } = house.run.getState().lanes.b!; // the state has it
    expect(tones).toEqual([pitchOf(record.step(record.columns - 1, 'globalNorm'))]);
    expect(tones[0]).toBeGreaterThan(LOWEST_HZ);
    house.run.setState({ status: 'paused' });
    expect(tones.at(-1)).toBeNull();
    end();
    house.run.setState({ status: 'running' });
    expect(tones).toHaveLength(2);
  });

  test('a lane that broke sounds once and not again', () => {
    const { house, tones, alarms } = played('a', 'running');
    house.run.setState({ speed: 3 });
    expect([alarms(), tones]).toEqual([1, [null, null]]);
    house.view.setState({ selectedLane: 'b' });
    expect(tones.at(-1)).not.toBeNull();
  });

  test('nothing is heard of a page that is paused, broken or not', () => {
    const { tones, alarms } = played('a', 'paused');
    expect([alarms(), tones]).toEqual([0, [null]]);
  });
});
