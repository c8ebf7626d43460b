/** One kept experiment: its name opens it; what else can be done with it stands at its right. */
import { useState } from 'react';
import { LIMITS } from '../../spec/limits';
import type { Kept } from '../../state/kept';

const text = {
  rename: 'Rename',
  name: 'Name it',
  export: 'Export',
  delete: 'Delete',
  newName: (name: string) => `New name of ${name}`,
};

export interface KeptActs {
  readonly open: (entry: Kept) => () => void;
  readonly export: (entry: Kept) => () => void;
  readonly remove: (entry: Kept) => () => void;
  readonly rename: (entry: Kept, name: string) => void;
}

const dates = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

export function KeptRow({ entry, acts }: { readonly entry: Kept; readonly acts: KeptActs }) {
  const [isNaming, setNaming] = useState(false);
  const rename = (name: string) => {
    setNaming(false);
    if (name.trim() !== '' && (entry.draft || name.trim() !== entry.name)) acts.rename(entry, name.trim());
  };
  return (
    <li>
      {isNaming ? (
        <input
          type="text"
          aria-label={text.newName(entry.name)}
          defaultValue={entry.name}
          maxLength={LIMITS.titleLength}
          autoFocus
          onFocus={(event) => event.target.select()}
          onBlur={(event) => rename(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') event.currentTarget.blur();
            if (event.key !== 'Escape') return;
            event.preventDefault(); // the dialog stays
            setNaming(false);
          }}
        />
      ) : (
        <button type="button" className="kept-name" onClick={acts.open(entry)}>
          {entry.name}
        </button>
      )}
      <time className="quiet small" dateTime={new Date(entry.at).toISOString()}>
        {dates.format(entry.at)}
      </time>
      <span className="kept-acts">
        <Act words={entry.draft ? text.name : text.rename} of={entry.name} perform={() => setNaming(true)} />
        <Act words={text.export} of={entry.name} perform={acts.export(entry)} />
        <Act words={text.delete} of={entry.name} perform={acts.remove(entry)} />
      </span>
    </li>
  );
}

function Act(props: { readonly words: string; readonly of: string; readonly perform: () => void }) {
  return (
    <button type="button" className="act" aria-label={`${props.words}: ${props.of}`} onClick={props.perform}>
      {props.words}
    </button>
  );
}
