/** A number that is typed: taken on Enter or when left, put back on Esc, refused (and put back) when it is none. */
import { useRef, useState } from 'react';

export function NumberField(props: {
  readonly label: string;
  readonly value: number;
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  readonly integer?: boolean;
  readonly className?: string;
  readonly onCommit: (value: number) => void;
}) {
  const { label, value, min = -Infinity, max = Infinity, integer = false, onCommit } = props;
  const [typing, setTyping] = useState<{ readonly over: number; readonly text: string } | null>(null);
  const input = useRef<HTMLInputElement>(null);
  // What was typed over another number, before it changed from elsewhere, counts no more.
  const draft = typing?.over === value ? typing.text : null;

  const commit = () => {
    if (draft === null) return;
    const typed = Number(draft.replace(',', '.').replace('−', '-'));
    setTyping(null);
    if (draft.trim() === '' || !Number.isFinite(typed)) return;
    const whole = integer ? Math.round(typed) : typed;
    const allowed = Math.min(max, Math.max(min, whole));
    if (allowed !== value) onCommit(allowed);
  };

  return (
    <input
      ref={input}
      className={`word number ${props.className ?? ''}`}
      type="text"
      inputMode={integer ? 'numeric' : 'decimal'}
      autoComplete="off"
      aria-label={label}
      size={Math.max(1, (draft ?? String(value)).length)}
      value={draft ?? String(value)}
      onChange={(event) => setTyping({ over: value, text: event.target.value })}
      onFocus={(event) => event.target.select()}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') {
          commit();
          input.current?.select();
        }
        if (event.key === 'Escape' && draft !== null) {
          event.stopPropagation();
          setTyping(null);
        }
        if (integer && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
          event.preventDefault();
          const next = value + (event.key === 'ArrowUp' ? 1 : -1);
          if (next >= min && next <= max) onCommit(next);
        }
      }}
    />
  );
}
