/** CIEDE2000, the difference between two sRGB colours as it is seen; about 1 is the least that is noticed side by side. */

export type Rgb = readonly number[];
export type Lab = readonly [lightness: number, a: number, b: number];

/** Linear sRGB to XYZ under D65, divided by the white point (IEC 61966-2-1). */
const TO_XYZ = [
  [0.4124564 / 0.95047, 0.3575761 / 0.95047, 0.1804375 / 0.95047],
  [0.2126729, 0.7151522, 0.072175],
  [0.0193339 / 1.08883, 0.119192 / 1.08883, 0.9503041 / 1.08883],
] as const;

export const differenceOf = (one: Rgb, other: Rgb): number => ciede2000(labOf(one), labOf(other));

/** Channels 0 … 255. */
export function labOf(rgb: Rgb): Lab {
  const [r = 0, g = 0, b = 0] = rgb.map((part) => toLinear(part / 255));
  const [x = 0, y = 0, z = 0] = TO_XYZ.map(([ofR, ofG, ofB]) => cubeRoot(ofR * r + ofG * g + ofB * b));
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

/** Sharma, Wu & Dalal 2005, "The CIEDE2000 Color-Difference Formula", equations 2 to 22, with k = 1 throughout. */
export function ciede2000([l1, a1, b1]: Lab, [l2, a2, b2]: Lab): number {
  const meanChroma = (Math.hypot(a1, b1) + Math.hypot(a2, b2)) / 2;
  const stretch = 1.5 - 0.5 * Math.sqrt(meanChroma ** 7 / (meanChroma ** 7 + 25 ** 7));
  const chroma1 = Math.hypot(stretch * a1, b1);
  const chroma2 = Math.hypot(stretch * a2, b2);
  const hue1 = hueOf(stretch * a1, b1);
  const hue2 = hueOf(stretch * a2, b2);
  const isGrey = chroma1 * chroma2 === 0;

  let turn = hue2 - hue1;
  if (turn > 180) turn -= 360;
  if (turn < -180) turn += 360;
  const dLightness = l2 - l1;
  const dChroma = chroma2 - chroma1;
  const dHue = isGrey ? 0 : 2 * Math.sqrt(chroma1 * chroma2) * Math.sin(radians(turn / 2));

  const lightness = (l1 + l2) / 2;
  const chroma = (chroma1 + chroma2) / 2;
  const hue = isGrey ? hue1 + hue2 : meanHue(hue1, hue2);
  const weight =
    1 -
    0.17 * Math.cos(radians(hue - 30)) +
    0.24 * Math.cos(radians(2 * hue)) +
    0.32 * Math.cos(radians(3 * hue + 6)) -
    0.2 * Math.cos(radians(4 * hue - 63));
  const fromGrey = (lightness - 50) ** 2;
  const byLightness = dLightness / (1 + (0.015 * fromGrey) / Math.sqrt(20 + fromGrey));
  const byChroma = dChroma / (1 + 0.045 * chroma);
  const byHue = dHue / (1 + 0.015 * chroma * weight);
  const rotation =
    -2 *
    Math.sqrt(chroma ** 7 / (chroma ** 7 + 25 ** 7)) *
    Math.sin(radians(60 * Math.exp(-(((hue - 275) / 25) ** 2))));
  return Math.sqrt(byLightness ** 2 + byChroma ** 2 + byHue ** 2 + rotation * byChroma * byHue);
}

const radians = (degrees: number): number => (degrees * Math.PI) / 180;

const hueOf = (a: number, b: number): number =>
  a === 0 && b === 0 ? 0 : ((Math.atan2(b, a) * 180) / Math.PI + 360) % 360;

function meanHue(one: number, other: number): number {
  if (Math.abs(one - other) <= 180) return (one + other) / 2;
  return (one + other + (one + other < 360 ? 360 : -360)) / 2;
}

/** The CIE's root, straight near 0. */
const cubeRoot = (t: number): number => (t > (6 / 29) ** 3 ? Math.cbrt(t) : t / (3 * (6 / 29) ** 2) + 4 / 29);

/** The transfer curve of sRGB, undone; 0 … 1. */
export function toLinear(part: number): number {
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
}
