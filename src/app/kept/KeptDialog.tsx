/** Experiments kept in this browser: to keep this one, to open, rename, delete, and to carry them about as files. */
import { useState } from 'react';
import { useStore } from 'zustand';
import { LIMITS } from '../../spec/limits';
import type { Kept } from '../../state/kept';
import { openDoor } from '../door';
import { fileAtHand, needsFile } from '../ownFiles';
import { closeSheet } from '../lab/Sheets';
import { useExperiment, useHouse } from '../lab/house';
import { speak } from '../lab/speech';
import { Dialog } from '../share/Dialog';
import { download, fileName, fileOfAll, fileOfOne, readFile } from './files';
import { kept, newEntry } from './keeper';
import { KeptRow } from './KeptRow';
import { keepTables, missedTable, tableFile, tableOf } from './tables';
import './keptDialog.css';

const text = {
  title: 'Kept experiments',
  keep: 'Keep this one',
  name: 'Name',
  named: 'Kept',
  drafts: 'As you left them',
  draftsAbout: 'The last eight that you changed, kept by themselves.',
  none: 'Nothing yet. What you change is kept by itself.',
  refused:
    'This browser keeps nothing for this page, or has no room left: what stands here ends with the visit. Export a file to keep it.',
  where: 'They are kept in this browser only; nothing is sent.',
  import: 'Import a file',
  exportAll: 'Export all',
  deleted: (name: string) => `“${name}” deleted.`,
  undo: 'Undo',
  imported: (count: number) => (count === 1 ? 'One imported.' : `${count} imported.`),
};

interface Said {
  readonly words: string;
  readonly undo?: () => void;
}

export function KeptDialog() {
  const { session } = useHouse();
  const { all, refused } = useStore(kept);
  const [said, setSaid] = useState<Said | null>(null);
  const say = (words: string, undo?: () => void) => {
    setSaid({ words, ...(undo && { undo }) });
    speak(words);
  };
  const attempt = (work: () => Promise<void>) => () =>
    void work().catch((error: unknown) => say(error instanceof Error ? error.message : String(error)));

  const acts = {
    open: (entry: Kept) =>
      attempt(async () => {
        const { decodeLink } = await openDoor();
        await session.load(decodeLink(entry.link));
        closeSheet();
        await session.run();
      }),
    export: (entry: Kept) =>
      attempt(async () => {
        const named = await withTable(entry);
        download(fileName(entry.name), named.table ? fileOfAll([named]) : fileOfOne(named.experiment));
        const missed = await missedTable(named.experiment);
        if (missed) say(missed);
      }),
    remove: (entry: Kept) => () => {
      const restore = kept.remove(entry.id);
      say(text.deleted(entry.name), () => {
        restore();
        setSaid(null);
      });
    },
    rename: (entry: Kept, name: string) =>
      entry.draft ? kept.put({ ...entry, name, draft: false }) : kept.rename(entry.id, name),
  };
  const exportAll = attempt(async () => {
    download('backblast-kept.json', fileOfAll(await Promise.all(all.map(withTable))));
  });
  const importFile = (file: File) =>
    attempt(async () => {
      const { parse, encodeLink } = await openDoor();
      const experiments = readFile(await file.text(), parse);
      const tables = experiments.flatMap(({ experiment, table }) =>
        table ? [tableFile(experiment.dataset, table)] : [],
      );
      for (const { name, experiment } of experiments.toReversed())
        kept.put(newEntry(experiment, encodeLink(experiment), { draft: false, ...(name && { name }) }));
      // After their experiments: from now on those need them.
      const lost = await keepTables(tables);
      const missed = await Promise.all(experiments.map(({ experiment }) => missedTable(experiment)));
      say([text.imported(experiments.length), ...lost, ...missed.filter((each) => each !== null)].join(' '));
    })();

  const list = (entries: readonly Kept[]) => (
    <ul className="kept-list">
      {entries.map((entry) => (
        <KeptRow key={entry.id} entry={entry} acts={acts} />
      ))}
    </ul>
  );
  const named = all.filter(({ draft }) => !draft);
  const drafts = all.filter(({ draft }) => draft);
  return (
    <Dialog title={text.title} className="kept-dialog" onClose={closeSheet}>
      {refused && (
        <p className="strong" role="status">
          {text.refused}
        </p>
      )}
      <KeepThis say={say} />
      <p className="kept-said" role="status">
        {said?.words}
        {said?.undo && (
          <button type="button" className="act teal" onClick={said.undo}>
            {text.undo}
          </button>
        )}
      </p>
      {all.length === 0 && <p className="quiet">{text.none}</p>}
      {named.length > 0 && (
        <section>
          <h3>{text.named}</h3>
          {list(named)}
        </section>
      )}
      {drafts.length > 0 && (
        <section>
          <h3>{text.drafts}</h3>
          <p className="quiet small">{text.draftsAbout}</p>
          {list(drafts)}
        </section>
      )}
      <section className="kept-files">
        <label className="act kept-import">
          {text.import}
          <input
            type="file"
            accept=".json,application/json"
            onChange={(event) => {
              const [file] = event.target.files ?? [];
              if (file) importFile(file);
              event.target.value = ''; // the same file once more is a change again
            }}
          />
        </label>
        <button
          type="button"
          className="act"
          aria-disabled={all.length === 0}
          onClick={() => all.length > 0 && exportAll()}
        >
          {text.exportAll}
        </button>
        <span className="quiet">{text.where}</span>
      </section>
    </Dialog>
  );
}

/** As a file takes it: a table that only this browser has goes along. */
async function withTable({ name, link }: Kept) {
  const { decodeLink } = await openDoor();
  const experiment = decodeLink(link);
  return { name, experiment, table: (await tableOf(experiment.dataset)) ?? undefined };
}

function KeepThis({ say }: { readonly say: (words: string) => void }) {
  const experiment = useExperiment((state) => state.experiment);
  const [name, setName] = useState(experiment.title);
  const keep = async () => {
    const { encodeLink } = await openDoor();
    const given = name.trim();
    kept.put(newEntry(experiment, encodeLink(experiment), { draft: false, ...(given && { name: given }) }));
    // Its table may have found no room before.
    const table = fileAtHand(String(experiment.dataset.values.hash));
    const lost = table && needsFile(experiment.dataset) ? await keepTables([table]) : [];
    if (lost.length > 0) say(lost.join(' '));
    else speak(text.named);
  };
  return (
    <form
      className="kept-keep"
      onSubmit={(event) => {
        event.preventDefault();
        void keep();
      }}
    >
      <label>
        <span className="quiet small">{text.name}</span>
        <input
          type="text"
          value={name}
          maxLength={LIMITS.titleLength}
          onChange={(event) => setName(event.target.value)}
        />
      </label>
      <button type="submit" className="act teal">
        {text.keep}
      </button>
    </form>
  );
}
