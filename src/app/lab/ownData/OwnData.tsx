/** Training on a table of one's own: the file, its columns, what was understood, and what is wrong where it is wrong. */
import { type ReactNode, useCallback, useEffect, useId, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { CSV_LIMITS } from '../../../data/csv/limits';
import { type CsvChoice, choiceIn } from '../../../data/csv/plan';
import { DataError } from '../../../data/types';
import type { Experiment } from '../../../spec/types';
import { fileAtHand, needsFile, ownDataPanel, type OwnFile, ownFileOf, putAtHand } from '../../ownFiles';
import { keepTables } from '../../kept/tables';
import { acceptsDroppedFile, openRunFile } from '../../recorded/runs';
import { type House, useExperiment, useHouse } from '../house';
import { speak } from '../speech';
import { ColumnFields } from './ColumnFields';
import './ownData.css';
import { linkWords, planned, planWords } from './ownWords';
import { Preview } from './Preview';
import { type Source, sourceOf, sourceOfText, usualChoice, valuesOf } from './source';
import { useFileDrop } from './useFileDrop';

const text = {
  title: 'Your own CSV',
  rules: `A first line with the names of the columns; cells parted by commas, semicolons or tabs. Up to ${CSV_LIMITS.rows.toLocaleString('en-US')} rows, ${CSV_LIMITS.columns} columns and ${CSV_LIMITS.bytes / 1e6} MB. The file stays in this browser.`,
  choose: 'Choose a file',
  or: 'or drop it anywhere on this page.',
  train: 'Train on it',
  anyway: 'Train on this one instead',
  close: 'Close',
  drop: 'Drop a CSV file to train on it, or a recorded run to see it',
  needs: (name: string) =>
    `This experiment was made with ${name}, which is too large for a link. Choose or drop that file to go on.`,
  isBack: (name: string) => `${name} is here: the experiment goes on.`,
  differs: (name: string, own: string) =>
    `This is not the file that the experiment was made with: ${
      name === own ? `this ${own} has other contents` : `it was ${name}, this is ${own}`
    }.`,
  visitRemedy: 'Drop it again after you load the page anew.',
};

interface Draft {
  readonly source: Source;
  readonly choice: CsvChoice;
}

/** Runs are drawn; anything else is a table to train on. */
async function openDropped(file: File): Promise<void> {
  if (await acceptsDroppedFile(file)) await openRunFile(file);
  else ownDataPanel.setState({ isOpen: true, dropped: file });
}

export function OwnData() {
  const { isOpen, dropped } = useStore(ownDataPanel);
  const take = useCallback((file: File) => void openDropped(file), []);
  const isOver = useFileDrop(take);
  const veil = isOver && <p className="drop-veil">{text.drop}</p>;
  return isOpen ? <Panel dropped={dropped}>{veil}</Panel> : veil || null;
}

function Panel({ dropped, children }: { readonly dropped: File | null; readonly children: ReactNode }) {
  const house = useHouse();
  const { session, experiment } = house;
  const dataset = useExperiment((state) => state.experiment.dataset);
  const lanes = useExperiment((state) => state.experiment.lanes);
  const dialog = useRef<HTMLDialogElement>(null);
  const title = useId();
  const [draft, setDraft] = useState<Draft | null>(null);
  const [fault, setFault] = useState('');
  const isMissing = needsFile(dataset) && ownFileOf(dataset) === null;

  // Closed as a dialog, and not taken away: so the focus goes back to where it was.
  const close = () => dialog.current?.close();
  const onClose = () => ownDataPanel.setState({ isOpen: false, dropped: null });
  useEffect(() => dialog.current?.showModal(), []);

  useEffect(() => {
    let isWanted = true;
    const now = experiment.getState().experiment.dataset;
    read(now, dropped).then(
      async (next) => {
        if (!isWanted) return;
        setFault('');
        setDraft(next);
        if (!next || !needsFile(now) || ownFileOf(now) || next.source.hash !== now.values.hash) return;
        putAtHand(fileOf(next.source));
        speak(text.isBack(next.source.name));
        dialog.current?.close();
        await session.dataArrived();
        await keep(house, next.source);
      },
      (error: unknown) => {
        if (!isWanted) return;
        if (!(error instanceof DataError)) throw error;
        setDraft(null);
        setFault(dropped ? `${dropped.name}: ${error.message}` : error.message);
      },
    );
    return () => {
      isWanted = false;
    };
  }, [dropped, house, experiment, session]);

  const result = useMemo(() => draft && planned(draft.source.columns, draft.choice), [draft]);
  const values = useMemo(
    () => (draft && result && typeof result !== 'string' ? valuesOf(draft.source, draft.choice) : null),
    [draft, result],
  );
  const batch = Math.max(...lanes.map(({ batchSize }) => batchSize));
  const isOther = isMissing && draft !== null && draft.source.hash !== dataset.values.hash;

  function train(): void {
    if (!draft || !values) return;
    putAtHand(fileOf(draft.source));
    session.setDataset('csv', values);
    close();
    if (values.text === '') void keep(house, draft.source);
  }

  return (
    <dialog ref={dialog} className="own-data" aria-labelledby={title} onClose={onClose}>
      <h2 id={title}>{text.title}</h2>
      <p className="quiet">{text.rules}</p>
      {isMissing && !draft && !fault && (
        <p className="own-fault">{text.needs(String(dataset.values.name))}</p>
      )}
      <p className="own-file">
        <label className="own-choose">
          <input
            type="file"
            className="spoken"
            accept=".csv,.tsv,.txt,text/csv,text/tab-separated-values,text/plain"
            onChange={(event) => {
              const file = event.target.files?.[0];
              if (file) ownDataPanel.setState({ dropped: file });
              event.target.value = ''; // so that the same file, mended, can be chosen again
            }}
          />
          <span>{text.choose}</span>
        </label>{' '}
        <span className="quiet">{text.or}</span>
      </p>
      <div role="alert">{fault !== '' && <p className="own-fault">{fault}</p>}</div>
      {draft && (
        <>
          <h3>{draft.source.name}</h3>
          <Preview table={draft.source.table} />
          <ColumnFields
            columns={draft.source.columns}
            choice={draft.choice}
            onChange={(choice) => setDraft({ ...draft, choice })}
          />
          <div role="status" className="own-words">
            {isOther && (
              <p className="own-fault">{text.differs(String(dataset.values.name), draft.source.name)}</p>
            )}
            {typeof result === 'string' ? (
              <p className="own-fault">{result}</p>
            ) : (
              result && planWords(result, batch).map((words) => <p key={words}>{words}</p>)
            )}
            {values && <p className="quiet">{linkWords(draft.source.name, values.text !== '')}</p>}
          </div>
        </>
      )}
      <p className="own-acts">
        {draft && (
          <button type="button" className="run" disabled={!values} onClick={train}>
            {isOther ? text.anyway : text.train}
          </button>
        )}
        <button type="button" className="act" onClick={close}>
          {text.close}
        </button>
      </p>
      {children}
    </dialog>
  );
}

const fileOf = ({ name, hash, text: content }: Source): OwnFile => ({
  name,
  hash,
  blob: new Blob([content]),
});

/** For the next visit, where that may be. */
async function keep({ run }: House, source: Source): Promise<void> {
  const [lost] = await keepTables([fileOf(source)]);
  if (lost) run.setState({ notice: { text: lost, remedy: text.visitRemedy } });
}

/** What the panel shows first: the file that was dropped, else the one that is trained on, else nothing. */
async function read(dataset: Experiment['dataset'], dropped: File | null): Promise<Draft | null> {
  const { id, values } = dataset;
  const own = id === 'csv' ? choiceIn(values) : null;
  if (dropped) return draftOf(await sourceOf(dropped.name, dropped), own);
  if (!own) return null;
  const name = String(values.name);
  const whole = fileAtHand(String(values.hash));
  if (whole) return draftOf(await sourceOf(name, whole.blob), own);
  return values.text === '' ? null : draftOf(sourceOfText(name, String(values.text)), own);
}

/** The choice of the experiment stands where the file has its columns. */
function draftOf(source: Source, own: CsvChoice | null): Draft {
  const usual = usualChoice(source.columns);
  if (!own) return { source, choice: usual };
  const names = new Set(source.table.names);
  const target = own.target === '' ? usual.target : own.target;
  const inputs = own.inputs.length > 0 ? own.inputs : usual.inputs.filter((name) => name !== target);
  const fits = [...inputs, target].every((name) => names.has(name));
  return { source, choice: fits ? { ...own, inputs, target } : usual };
}
