/** How a colour looks to readers with another colour sense: Machado, Oliveira & Fernandes 2009, severity 1, on linear RGB. */
import { toLinear } from './colourDifference';

export interface ColourSense {
  readonly name: string;
  /** What it is called in full. */
  readonly label: string;
  readonly matrix: readonly (readonly [number, number, number])[];
}

const GREY = [0.2126, 0.7152, 0.0722] as const;

export const COLOUR_SENSES: readonly ColourSense[] = [
  {
    name: 'normal',
    label: 'all colours',
    matrix: [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ],
  },
  {
    name: 'protan',
    label: 'protanopia',
    matrix: [
      [0.152286, 1.052583, -0.204868],
      [0.114503, 0.786281, 0.099216],
      [-0.003882, -0.048116, 1.051998],
    ],
  },
  {
    name: 'deutan',
    label: 'deuteranopia',
    matrix: [
      [0.367322, 0.860646, -0.227968],
      [0.280085, 0.672501, 0.047413],
      [-0.01182, 0.04294, 0.968881],
    ],
  },
  {
    name: 'tritan',
    label: 'tritanopia',
    matrix: [
      [1.255528, -0.076749, -0.178779],
      [-0.078411, 0.930809, 0.147602],
      [0.004733, 0.691367, 0.3039],
    ],
  },
  { name: 'grey', label: 'achromatopsia', matrix: [GREY, GREY, GREY] },
];

export function seenAs(sense: ColourSense, rgb: readonly number[]): readonly number[] {
  const [r = 0, g = 0, b = 0] = rgb.map((part) => toLinear(part / 255));
  return sense.matrix.map(
    ([red, green, blue]) => 255 * fromLinear(Math.max(0, Math.min(1, red * r + green * g + blue * b))),
  );
}

function fromLinear(part: number): number {
  return part <= 0.0031308 ? part * 12.92 : 1.055 * part ** (1 / 2.4) - 0.055;
}
