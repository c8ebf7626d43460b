/** Structured text: what React draws as spans and raised figures, and a screen reader hears as one line. */
import {
  formatFactorParts,
  formatParts,
  formatSettingParts,
  type NumberParts,
  raised,
  TIMES_TEN,
} from '../../charts/format';

/** hot, cold, bad: the words for exploding, vanishing, not finite. A lane's tone is its hue. */
export type Tone = 'hot' | 'cold' | 'bad' | 'strong' | 'soft' | `lane${0 | 1 | 2 | 3 | 4 | 5}`;

/** What a dotted word opens. */
export type Setting =
  | 'initializer'
  | 'optimizer'
  | 'schedule'
  | 'weightDecay'
  | 'batchSize'
  | 'clipping'
  | 'skipNonFinite'
  | 'loss'
  | 'stack';

export interface Segment {
  readonly text: string;
  readonly tone?: Tone;
  /** To be raised: an exponent. */
  readonly sup?: true;
  readonly opens?: Setting;
  /** Differs from the lane it was forked from. */
  readonly changed?: true;
}
export type Text = readonly Segment[];
type Part = string | Segment | Text;

/** One text of many parts; neighbours that look alike become one segment. */
export function say(...parts: readonly Part[]): Text {
  const segments: Segment[] = [];
  for (const part of parts.flatMap(
    (each): Text => (typeof each === 'string' ? [{ text: each }] : isText(each) ? each : [each]),
  )) {
    const last = segments.at(-1);
    if (part.text === '') continue;
    if (last && looksOf(last) === looksOf(part))
      segments[segments.length - 1] = { ...last, text: last.text + part.text };
    else segments.push(part);
  }
  return segments;
}

/** The same parts in a tone; what has a tone of its own keeps it. */
export const toned = (tone: Tone, ...parts: readonly Part[]): Text =>
  say(...parts).map((segment) => ({ tone, ...segment }));

/** `2.7 × 10`, at the end of a segment or before its raised figures, stays on one line. */
export const unbroken = (text: string): string =>
  text.replace(/ × 10(?=$|[⁰¹²³⁴⁵⁶⁷⁸⁹⁻])/g, (times) => times.replaceAll(' ', '\u00a0'));

/** As one line, exponents in raised figures. */
export const plainText = (text: Text): string =>
  text.map(({ text: each, sup }) => (sup ? raised(each) : each)).join('');

export const number = (value: number): Text => numberText(formatParts(value));
export const factor = (value: number, figures?: number): Text =>
  numberText(formatFactorParts(value, figures));
export const setting = (value: number): Text => numberText(formatSettingParts(value));

/** A, B and C. */
export function listed(texts: readonly Text[], last = ' and '): Text {
  return say(
    ...texts.flatMap((text, index): Part[] =>
      index === 0 ? [text] : [index === texts.length - 1 ? last : ', ', text],
    ),
  );
}

/** First letter of the first segment in upper case. */
export function capitalized(text: Text): Text {
  const [first, ...rest] = text;
  return first
    ? [{ ...first, text: first.text.charAt(0).toUpperCase() + first.text.slice(1) }, ...rest]
    : text;
}

const COUNTS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'] as const;
const ORDINALS = [
  'first',
  'second',
  'third',
  'fourth',
  'fifth',
  'sixth',
  'seventh',
  'eighth',
  'ninth',
  'tenth',
] as const;

/** In words up to ten. */
export const countWords = (count: number): string => COUNTS[count] ?? String(count);

/** `first` for 0 … `tenth`, then `11th`. */
export function ordinal(index: number): string {
  const word = ORDINALS[index];
  if (word) return word;
  const position = index + 1;
  const isTeen = Math.floor(position / 10) % 10 === 1;
  return `${position}${(isTeen ? undefined : ['th', 'st', 'nd', 'rd'][position % 10]) ?? 'th'}`;
}

function numberText({ kind, mantissa, exponent }: NumberParts): Text {
  if (kind !== 'number') return [{ text: mantissa, tone: 'bad' }];
  return exponent === null
    ? [{ text: mantissa }]
    : [{ text: mantissa + TIMES_TEN }, { text: exponent, sup: true }];
}

const isText = (part: Segment | Text): part is Text => Array.isArray(part);
const looksOf = ({ tone, sup, opens, changed }: Segment): string => [tone, sup, opens, changed].join();
