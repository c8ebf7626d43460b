/** Plain text with Unicode raised figures, which the fonts lack, written as raised text. */
import { Fragment } from 'react';

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

export function MathText({ text }: { readonly text: string }) {
  return splitRaised(text).map(({ run, raised }, index) =>
    raised ? <sup key={index}>{run}</sup> : <Fragment key={index}>{run}</Fragment>,
  );
}

function splitRaised(text: string): readonly { readonly run: string; readonly raised: boolean }[] {
  const runs: { run: string; raised: boolean }[] = [];
  for (const sign of text) {
    const plain = RAISED[sign];
    const raised = plain !== undefined;
    const last = runs.at(-1);
    if (last && last.raised === raised) last.run += plain ?? sign;
    else runs.push({ run: plain ?? sign, raised });
  }
  return runs;
}
