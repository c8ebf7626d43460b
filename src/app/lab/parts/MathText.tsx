/** Plain text with what the fonts lack: Unicode raised figures, written as raised text, and an index, `σ_w`, written below. */
import { Fragment } from 'react';
import { unbroken } from '../../words/segments';

const RAISED: Readonly<Record<string, string>> = {
  '⁰': '0',
  '¹': '1',
  '²': '2',
  '³': '3',
  '⁴': '4',
  '⁵': '5',
  '⁶': '6',
  '⁷': '7',
  '⁸': '8',
  '⁹': '9',
  '⁻': '−',
  ᵀ: 'T',
};
/** Raised signs, or the index of a Greek letter. */
const PARTS = new RegExp(`([${Object.keys(RAISED).join('')}]+)|(?<=\\p{Script=Greek})_(\\w)`, 'u');

export function MathText({ text }: { readonly text: string }) {
  // Splitting by two groups gives plain, raised, index, plain, … in turn, undefined where a group is not met.
  return text.split(PARTS).map((part: string | undefined, index) => {
    if (!part) return null;
    if (index % 3 === 1) return <sup key={index}>{Array.from(part, (sign) => RAISED[sign] ?? sign)}</sup>;
    if (index % 3 === 2) return <sub key={index}>{part}</sub>;
    return <Fragment key={index}>{unbroken(part)}</Fragment>;
  });
}
