/** Numbers as the house writes them (visual.md, "Numbers"): as parts, or as plain text for canvas and labels. */
import { format, precisionFixed } from 'd3';

export interface NumberParts {
  readonly kind: 'number' | 'Inf' | 'NaN';
  /** Sign and ×, and the figures: `×1.18`, `−0.5`, `2.3`; `Inf`, `−Inf`, `NaN`. */
  readonly mantissa: string;
  /** Of ten, with its sign, to be raised: `35`, `−8`; null where the number is written out. */
  readonly exponent: string | null;
}

const MINUS = '−';
/** The part between mantissa and exponent. */
export const TIMES_TEN = ' × 10';
const USUAL_FIGURES = 3;
const POWER_FIGURES = 2;

/**
 * A measured number: from 0.01 to 99,999 with three significant figures (from 100 on as an integer, groups of three
 * apart), beyond as `2.3 × 10³⁵`. Integers are written whole.
 */
export function formatParts(value: number): NumberParts {
  const size = Math.abs(value);
  const sign = value < 0 ? MINUS : '';
  if (!Number.isFinite(value)) return special(value);
  if (Number.isInteger(value) && size <= 99_999) return decimal(sign, grouped(String(size)));
  const rounded = size >= 100 ? Math.round(size) : Number(size.toPrecision(USUAL_FIGURES));
  if (rounded > 99_999 || Number(size.toPrecision(POWER_FIGURES)) < 0.01)
    return power(sign, size, POWER_FIGURES);
  return decimal(sign, rounded >= 100 ? grouped(String(rounded)) : fixed(rounded, USUAL_FIGURES));
}

/**
 * A growth or ratio: `×1.18`, `×74`, `×0.757`, below 0.1 `×0.032`. With `figures` exactly so many significant ones, so
 * that factors multiply as printed (history/printed.ts).
 */
export function formatFactorParts(value: number, figures?: number): NumberParts {
  if (!Number.isFinite(value)) return special(value, '×');
  if (value === 0) return decimal('×', '0');
  const sign = value < 0 ? `×${MINUS}` : '×';
  const size = Math.abs(value);
  const wanted = figures ?? (Number(size.toPrecision(USUAL_FIGURES)) < 0.1 ? POWER_FIGURES : USUAL_FIGURES);
  const rounded = Number(size.toPrecision(wanted));
  if (rounded > 99_999 || rounded < 0.001) return power(sign, size, figures ?? POWER_FIGURES);
  const written = fixed(rounded, wanted);
  return decimal(sign, figures === undefined && rounded >= 10 ? written.replace(/\.0+$/, '') : written);
}

/** A setting as a person wrote it: all its figures, `0.05`, `1,024`, `1 × 10⁻⁸`. */
export function formatSettingParts(value: number): NumberParts {
  if (!Number.isFinite(value)) return special(value);
  const size = Math.abs(value);
  const sign = value < 0 ? MINUS : '';
  if (size === 0 || (size >= 1e-4 && size < 1e6)) {
    const [whole = '0', rest] = String(size).split('.');
    return decimal(sign, rest === undefined ? grouped(whole) : `${grouped(whole)}.${rest}`);
  }
  const [mantissa = '', exponent = ''] = size.toExponential().split('e');
  return { kind: 'number', mantissa: sign + mantissa, exponent: withMinus(Number(exponent)) };
}

/** The same as one text, exponents in raised figures. */
export const formatPlain = (value: number): string => toPlain(formatParts(value));
export const formatFactor = (value: number, figures?: number): string =>
  toPlain(formatFactorParts(value, figures));
export const formatSetting = (value: number): string => toPlain(formatSettingParts(value));

/** A power of ten as an axis names it: `10⁻³`, `1`, `10³`; never 10⁰. */
export const formatPower = (exponent: number): string =>
  exponent === 0 ? '1' : `10${raised(String(exponent))}`;

/** The numbers of a linear axis, all with the same places: `−0.5`, `0`, `0.5`; large and tiny ones as powers. */
export function formatTicks(values: readonly number[]): readonly string[] {
  const [first = 0, second = first + 1] = values;
  const spacing = Math.abs(second - first);
  const largest = Math.max(...values.map(Math.abs));
  if (largest > 99_999 || spacing < 1e-4) return values.map(formatPlain);
  const write = format(`,.${precisionFixed(spacing)}f`);
  return values.map((value) => (value === 0 ? '0' : write(value)));
}

export function toPlain({ mantissa, exponent }: NumberParts): string {
  return exponent === null ? mantissa : `${mantissa}${TIMES_TEN}${raised(exponent)}`;
}

const RAISED: Readonly<Record<string, string>> = { '-': '⁻', [MINUS]: '⁻' };
const RAISED_FIGURES = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** Figures and minus as Unicode superscripts. */
export function raised(text: string): string {
  return Array.from(text, (sign) => RAISED[sign] ?? RAISED_FIGURES[Number(sign)] ?? sign).join('');
}

/** Groups of three apart, from a thousand on. */
export function grouped(figures: string): string {
  return figures.replace(/\B(?=(\d{3})+$)/g, ',');
}

function special(value: number, sign = ''): NumberParts {
  if (Number.isNaN(value)) return { kind: 'NaN', mantissa: 'NaN', exponent: null };
  return { kind: 'Inf', mantissa: `${sign}${value < 0 ? MINUS : ''}Inf`, exponent: null };
}

const decimal = (sign: string, figures: string): NumberParts => ({
  kind: 'number',
  mantissa: sign + figures,
  exponent: null,
});

function power(sign: string, size: number, figures: number): NumberParts {
  const [mantissa = '', exponent = ''] = size.toExponential(figures - 1).split('e');
  return { kind: 'number', mantissa: sign + mantissa, exponent: withMinus(Number(exponent)) };
}

const withMinus = (exponent: number): string => String(exponent).replace('-', MINUS);

/** Never in the form 1e+5, which toPrecision takes where an integer has more figures than asked for. */
function fixed(rounded: number, figures: number): string {
  const places = Math.max(0, figures - 1 - Math.floor(Math.log10(rounded)));
  const [whole = '0', rest] = rounded.toFixed(places).split('.');
  return rest === undefined ? grouped(whole) : `${grouped(whole)}.${rest}`;
}
