/** What can be taken away: the history, the figure, each lane as a PyTorch script, and the recorder for runs elsewhere. */
import { useState } from 'react';
import recorder from '../../export/pytorch/recorder.py?raw';
import { letterOf } from '../../state/derived';
import { closeSheet } from '../lab/Sheets';
import { type House, useExperiment, useHouse } from '../lab/house';
import type { Live } from '../lab/live';
import { speak } from '../lab/speech';
import { openRunFile } from '../recorded/runs';
import { Dialog } from '../share/Dialog';
import { figureAsPng, figureAsSvg, historyAsCsv, historyAsJson, scriptOf, type TakenFile } from './files';
import './exportDialog.css';

const text = {
  title: 'Take it away',
  history: 'What was measured',
  historyWords:
    'Every layer at every step, with the experiment, the engine and the version in its head. Dropped on this page, such a file draws its run again.',
  figure: 'Figure',
  figureWords: 'The maps of all lanes as they stand, with question, colour scale and caption.',
  pytorch: 'PyTorch',
  pytorchWords:
    'The lane as one script with its first weights and its first batch: at step 0 PyTorch has the same gradients, and prints them beside the lab’s.',
  keras: 'Keras',
  kerasWords: 'The same for Keras 3 on TensorFlow, with the weights in Keras’s own layouts.',
  lane: (framework: string, letter: string) => `${framework} script of ${letter}`,
  back: 'A run of your own',
  backWords:
    'The recorder goes into a network that you train in PyTorch. Drop the file it writes on this page, or open it here, and that run is drawn under the lanes.',
  recorder: 'Recorder',
  open: 'Open a recorded run',
  saved: (name: string) => `${name} is saved.`,
};

const FRAMEWORKS = ['pytorch', 'keras'] as const;

export function ExportDialog() {
  const house = useHouse();
  const lanes = useExperiment(({ experiment }) => experiment.lanes);
  const [said, setSaid] = useState({ words: '', isFault: false });
  const save = async (make: (house: House, live: Live) => TakenFile | Promise<TakenFile>) => {
    try {
      const file = await make(house, house.live());
      download(file);
      setSaid({ words: text.saved(file.name), isFault: false });
      speak(text.saved(file.name));
    } catch (error) {
      setSaid({ words: error instanceof Error ? error.message : String(error), isFault: true });
    }
  };
  const item = (label: string, make: Parameters<typeof save>[0]) => (
    <button key={label} type="button" className="act" onClick={() => void save(make)}>
      {label}
    </button>
  );
  return (
    <Dialog title={text.title} className="export-dialog" onClose={closeSheet}>
      <section>
        <h3>{text.history}</h3>
        <p className="quiet">{text.historyWords}</p>
        <p className="export-acts">
          {item('CSV', historyAsCsv)}
          {item('JSON', historyAsJson)}
        </p>
      </section>
      <section>
        <h3>{text.figure}</h3>
        <p className="quiet">{text.figureWords}</p>
        <p className="export-acts">
          {item('PNG', figureAsPng)}
          {item('SVG', figureAsSvg)}
        </p>
      </section>
      {FRAMEWORKS.map((framework) => (
        <section key={framework}>
          <h3>{text[framework]}</h3>
          <p className="quiet">{text[`${framework}Words`]}</p>
          <p className="export-acts">
            {lanes.map(({ id }) =>
              item(text.lane(text[framework], letterOf(lanes, id)), (own) => scriptOf(own, id, framework)),
            )}
          </p>
        </section>
      ))}
      <section>
        <h3>{text.back}</h3>
        <p className="quiet">{text.backWords}</p>
        <p className="export-acts">
          {item(text.recorder, () => ({
            name: 'backblast_recorder.py',
            blob: new Blob([recorder], { type: 'text/x-python' }),
          }))}
          <label className="export-choose act">
            <input
              type="file"
              className="spoken"
              accept=".jsonl,.ndjson,.json,.csv"
              onChange={(event) => {
                const file = event.target.files?.[0];
                if (file) void openRunFile(file).then(closeSheet);
              }}
            />
            <span>{text.open}</span>
          </label>
        </p>
      </section>
      <p role={said.isFault ? 'alert' : 'status'} className="export-said">
        {said.words}
      </p>
    </Dialog>
  );
}

function download({ name, blob }: TakenFile): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser has taken hold of the file once this task is over.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
