/** A dotted word that opens its choices. */
import type { ReactNode } from 'react';
import { mayUse } from '../../../spec/controls';
import { useExperiment, useHouse, useView } from '../house';
import { controlsOfWord } from '../locks';
import { parseWord } from '../panel/openWord';

export function Word(props: {
  /** What it opens: see openWord.ts. */
  readonly word: string;
  readonly changed?: boolean;
  readonly className?: string;
  readonly children: ReactNode;
}) {
  const { view } = useHouse();
  const isOpen = useView(({ open }) => open === props.word);
  const controls = controlsOfWord(parseWord(props.word)?.setting ?? '');
  const isFree = useExperiment(({ experiment }) => controls.some((control) => mayUse(experiment, control)));
  if (!isFree) return <span className={props.className}>{props.children}</span>;
  return (
    <button
      type="button"
      className={`word${props.changed ? ' changed' : ''} ${props.className ?? ''}`}
      data-word={props.word}
      aria-expanded={isOpen}
      onClick={() => view.getState().openWord(isOpen ? null : props.word)}
    >
      {props.children}
    </button>
  );
}
