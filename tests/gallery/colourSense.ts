/** How a colour looks to readers with another colour sense: Machado, Oliveira & Fernandes 2009, severity 1, on linear RGB. */
export interface ColourSense {
  readonly name: string;
  readonly matrix: readonly (readonly [number, number, number])[];
}

const GREY = [0.2126, 0.7152, 0.0722] as const;

export const COLOUR_SENSES: readonly ColourSense[] = [
  {
    name: 'normal',
    matrix: [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ],
  },
  {
    name: 'protan',
    matrix: [
      [0.152286, 1.052583, -0.204868],
      [0.114503, 0.786281, 0.099216],
      [-0.003882, -0.048116, 1.051998],
    ],
  },
  {
    name: 'deutan',
    matrix: [
      [0.367322, 0.860646, -0.227968],
      [0.280085, 0.672501, 0.047413],
      [-0.01182, 0.04294, 0.968881],
    ],
  },
  {
    name: 'tritan',
    matrix: [
      [1.255528, -0.076749, -0.178779],
      [-0.078411, 0.930809, 0.147602],
      [0.004733, 0.691367, 0.3039],
    ],
  },
  { name: 'grey', matrix: [GREY, GREY, GREY] },
];

export function seenAs(sense: ColourSense, rgb: readonly [number, number, number]): readonly number[] {
  const [r, g, b] = rgb.map((part) => toLinear(part / 255)) as [number, number, number];
  return sense.matrix.map(
    ([red, green, blue]) => 255 * fromLinear(Math.max(0, Math.min(1, red * r + green * g + blue * b))),
  );
}

function toLinear(part: number): number {
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
}

function fromLinear(part: number): number {
  return part <= 0.0031308 ? part * 12.92 : 1.055 * part ** (1 / 2.4) - 0.055;
}
