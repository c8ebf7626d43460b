/** What the page is, where else one can go, and the question that the experiment asks. */
import { useState } from 'react';
import { LIMITS } from '../../spec/limits';
import { projector } from '../commands';
import { useExperiment, useHouse, useView } from './house';
import { later } from './later';
import { useMay } from './locks';
import { CommandButton } from './parts/CommandButton';
import { PresetMenu } from './PresetMenu';
import { openSheet, readSheet, type SheetName } from './Sheets';

const OfflineWord = later('OfflineWord');
const text = {
  name: 'Backblast',
  pages: 'Pages',
  kept: 'Kept',
  share: 'Share',
  export: 'Export',
  about: 'About',
  question: 'The question of this experiment',
};

export function Header() {
  const isProjector = useView((view) => view.projector);
  return (
    <header className="lab-head">
      <div className="lab-head-line">
        <span className="wordmark">{text.name}</span>
        <OfflineWord />
        {isProjector && <CommandButton command={projector} className="act leave-projector" />}
        <nav className="nav" aria-label={text.pages}>
          <PresetMenu />
          <SheetWord name="kept" />
          <SheetWord name="share" />
          <SheetWord name="export" />
          <a className="act" href="./about.html">
            {text.about}
          </a>
        </nav>
      </div>
      <Question />
    </header>
  );
}

function SheetWord({ name }: { readonly name: SheetName }) {
  return (
    <button
      type="button"
      className="act"
      aria-haspopup="dialog"
      onPointerEnter={() => readSheet(name)}
      onClick={() => openSheet(name)}
    >
      {text[name]}
    </button>
  );
}

/** The headline is heard as a heading and seen as a field: what is typed becomes the title when it is left, or with Enter. */
function Question() {
  const title = useExperiment(({ experiment }) => experiment.title);
  const { experiment } = useHouse();
  const [draft, setDraft] = useState<string | null>(null);
  const isFree = useMay('title');
  const commit = () => {
    if (draft !== null && draft.trim() !== title) experiment.getState().setTitle(draft.trim());
    setDraft(null);
  };
  return (
    <div className="question">
      <h1 className="spoken">{title}</h1>
      <textarea
        aria-label={text.question}
        rows={1}
        readOnly={!isFree}
        maxLength={LIMITS.titleLength}
        spellCheck={false}
        value={draft ?? title}
        onChange={(event) => setDraft(event.target.value.replaceAll('\n', ' '))}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === 'Escape') setDraft(null);
          if (event.key !== 'Enter') return;
          event.preventDefault();
          commit();
        }}
      />
    </div>
  );
}
