/** Every gallery case on the recorder: it draws without a DOM, and no word leaves its surface. */
import { describe, expect, it } from 'vitest';
import { themes } from '../../src/charts/theme';
import { USUAL_CASES } from '../gallery/case';
import { GROUPS } from '../gallery/groups';
import { canvasMaker, recorder, type Call } from '../support/recorder';

const cases = GROUPS.flatMap(({ name, cases: each }) => each.map((one) => [name, one.name, one] as const));

describe.each(GROUPS)('the group $name', ({ name, cases: own, without = {} }) => {
  it.each(USUAL_CASES)('shows the case: %s', (usual) => {
    const isShown = own.some((one) => one.name.startsWith(usual));
    expect(isShown !== usual in without, `${name} shows it or says why not, and not both`).toBe(true);
  });

  it('names each of its cases differently', () => {
    expect(new Set(own.map((one) => one.name)).size).toBe(own.length);
  });
});

describe.each(['light', 'dark'] as const)('the gallery, %s', (name) => {
  it.each(cases)(
    '%s: %s is drawn with finite numbers, inside its surface, in colours of the theme',
    (_group, _case, one) => {
      const { context, calls, texts } = recorder();
      one.draw(context, themes[name], {
        width: one.width,
        height: one.height,
        devicePixelRatio: 1,
        createCanvas: canvasMaker().createCanvas,
      });
      expect(calls.filter(hasBadNumber)).toEqual([]);
      const outside = texts.filter(
        ({ x, y, width, isTurned }) =>
          !isTurned && (x < -1 || x + width > one.width + 1 || y < 8 || y > one.height),
      );
      expect(outside).toEqual([]);
    },
  );
});

function hasBadNumber({ name, args }: Call): boolean {
  return name !== 'measureText' && args.some((value) => typeof value === 'number' && !Number.isFinite(value));
}
