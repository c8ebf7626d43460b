/** A dotted word that opens its choices. */
import type { ReactNode } from 'react';
import { useHouse, useView } from '../house';

export function Word(props: {
  /** What it opens: see openWord.ts. */
  readonly word: string;
  readonly changed?: boolean;
  readonly className?: string;
  readonly children: ReactNode;
}) {
  const { view } = useHouse();
  const isOpen = useView(({ open }) => open === props.word);
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
