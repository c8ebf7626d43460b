/** A text of the house as spans: tones, raised figures, and words that open their choices. */
import { type Segment, type Text, unbroken } from '../../words/segments';
import { TONE_CLASSES } from '../../words/written';
import { wordKey } from '../panel/openWord';
import { Word } from './Word';

/** `laneId`: whose settings the words open; without it none opens. */
export function Words({ text, laneId }: { readonly text: Text; readonly laneId?: string }) {
  const groups = grouped(text);
  return groups.map((group, index) => {
    const [first] = group;
    if (!first?.opens || !laneId) {
      const rest = groups[index - 1]?.[0]?.opens && laneId && first ? withoutStop(first.text) : null;
      return (
        <Spans
          key={index}
          text={rest === null || !first ? group : [{ ...first, text: rest }, ...group.slice(1)]}
        />
      );
    }
    const stop = STOP.exec(groups[index + 1]?.[0]?.text ?? '')?.[0] ?? '';
    return (
      <span key={`${first.opens} ${index}`} className="joined">
        <Word word={wordKey(laneId, first.opens)} changed={first.changed ?? false}>
          <Spans text={group.map(({ text: each, sup }) => (sup ? { text: each, sup } : { text: each }))} />
        </Word>
        {stop}
      </span>
    );
  });
}

/** A comma stays with the word before it: a line does not begin with one. */
const STOP = /^[,;.]+/;
const withoutStop = (text: string): string => text.replace(STOP, '');

function Spans({ text }: { readonly text: Text }) {
  return text.map((segment, index) => {
    if (segment.sup) return <sup key={index}>{segment.text}</sup>;
    const className = segment.tone ? TONE_CLASSES[segment.tone] : segment.changed ? 'teal' : '';
    const words = unbroken(segment.text);
    if (className === '') return words;
    return (
      <span key={index} className={className}>
        {words}
      </span>
    );
  });
}

/** Neighbours that open the same setting make one word. */
function grouped(text: Text): readonly Text[] {
  const groups: Segment[][] = [];
  for (const segment of text) {
    const last = groups.at(-1);
    if (last && segment.opens && last[0]?.opens === segment.opens) last.push(segment);
    else groups.push([segment]);
  }
  return groups;
}
