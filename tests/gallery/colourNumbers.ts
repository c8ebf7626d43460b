/**
 * How far apart the colours that must be told apart stay, for each colour sense: CIEDE2000, always the smallest of a
 * kind. The page shows the table, tests/charts/colourNumbers.test.ts holds it to its limits.
 */
import { TABLE_SIZE } from '../../src/charts/theme';
import type { Theme } from '../../src/charts/types';
import { differenceOf, type Rgb } from './colourDifference';
import { type ColourSense, seenAs } from './colourSense';

export interface ColourNumber {
  readonly name: string;
  /** The smallest difference of its kind. */
  readonly value: number;
  /** Which two colours that is. */
  readonly between: string;
  /** Null where another sign than colour tells them apart for this reader. */
  readonly limit: number | null;
}

interface Kind {
  readonly name: string;
  /** Null: shown, not held. The words say what they are, and the pattern has its ground beside its mark. */
  readonly limit: number | null;
  /** Whether somebody who sees no hue must tell them apart as well. The scale's sign, by design, is hue alone. */
  readonly withoutHue: boolean;
  pairs(theme: Theme): readonly (readonly [between: string, one: Rgb, other: Rgb])[];
}

/** Places on the scale an eighth of it apart. */
const PLACES = [-1, -0.75, -0.5, -0.25, 0, 0.25, 0.5, 0.75, 1] as const;

/** Limits 30 and 29 are the design's (dependencies.md: ColorBrewer's PuOr, the worst of three); the others are ours. */
const KINDS: readonly Kind[] = [
  {
    name: 'ends of the scale',
    limit: 30,
    withoutHue: false,
    pairs: (theme) => [['−1 and 1', scaleAt(theme, -1), scaleAt(theme, 1)]],
  },
  {
    name: 'quarter points',
    limit: 29,
    withoutHue: false,
    pairs: (theme) => [['−0.5 and 0.5', scaleAt(theme, -0.5), scaleAt(theme, 0.5)]],
  },
  {
    name: 'neighbours on the scale',
    limit: 6,
    withoutHue: true,
    pairs: (theme) =>
      PLACES.slice(1).map((place, index) => {
        const before = PLACES[index] ?? -1;
        return [`${signed(before)} and ${signed(place)}`, scaleAt(theme, before), scaleAt(theme, place)];
      }),
  },
  {
    name: 'marks of Inf and NaN',
    limit: 30,
    withoutHue: true,
    pairs: ({ notFinite }) => [['ground and mark', hex(notFinite.ground), hex(notFinite.mark)]],
  },
  {
    name: 'that mark from the scale',
    limit: null,
    withoutHue: false,
    pairs: (theme) =>
      PLACES.map((place) => [
        `the mark and ${signed(place)}`,
        hex(theme.notFinite.mark),
        scaleAt(theme, place),
      ]),
  },
  {
    name: 'words of trouble',
    limit: null,
    withoutHue: false,
    pairs: ({ hot, cold, bad }) => [
      ['exploding and vanishing', hex(hot), hex(cold)],
      ['exploding and NaN', hex(hot), hex(bad)],
      ['vanishing and NaN', hex(cold), hex(bad)],
    ],
  },
  {
    name: 'lines of lanes',
    limit: 15,
    withoutHue: false,
    // Those of one hue are told apart by their dashes (tests/charts/colourNumbers.test.ts).
    pairs: ({ lanes }) =>
      lanes.flatMap(({ colour }, at) =>
        lanes
          .slice(at + 1)
          .flatMap((other, further) =>
            other.colour === colour
              ? []
              : [[`${letter(at)} and ${letter(at + 1 + further)}`, hex(colour), hex(other.colour)] as const],
          ),
      ),
  },
];

export function colourNumbers(theme: Theme, sense: ColourSense): readonly ColourNumber[] {
  return KINDS.map(({ name, limit, withoutHue, pairs }) => {
    const measured = pairs(theme).map(([between, one, other]) => ({
      between,
      value: differenceOf(seenAs(sense, one), seenAs(sense, other)),
    }));
    const worst = measured.reduce((least, each) => (each.value < least.value ? each : least), {
      between: '',
      value: Number.POSITIVE_INFINITY,
    });
    return { name, ...worst, limit: withoutHue || sense.name !== 'grey' ? limit : null };
  });
}

const letter = (index: number): string => String.fromCharCode(65 + index);

const signed = (place: number): string => String(place).replace('-', '−');

function scaleAt({ scale }: Theme, place: number): Rgb {
  const at = Math.round(((place + 1) / 2) * (TABLE_SIZE - 1)) * 3;
  return [scale[at] ?? 0, scale[at + 1] ?? 0, scale[at + 2] ?? 0];
}

const hex = (colour: string): Rgb => [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
