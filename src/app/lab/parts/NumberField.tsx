/** A number that is typed: taken on Enter or when left, put back on Esc, refused (and put back) when it is none. */
import { useEffect, useRef, useState } from 'react';

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
  const [draft, setDraft] = useState<string | null>(null);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => setDraft(null), [value]);

  const commit = () => {
    if (draft === null) return;
    const typed = Number(draft.replace(',', '.').replace('−', '-'));
    setDraft(null);
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
      onChange={(event) => setDraft(event.target.value)}
      onFocus={(event) => event.target.select()}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') {
          commit();
          input.current?.select();
        }
        if (event.key === 'Escape' && draft !== null) {
          event.stopPropagation();
          setDraft(null);
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
