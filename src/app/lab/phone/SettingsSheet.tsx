/** On the phone: the selected lane's blocks as a list, its other settings as words, and what all lanes share. */
import { useEffect, useRef } from 'react';
import { letterOf } from '../../../state/derived';
import { SharedSettings } from '../Controls';
import { type Fold, type Folds, laneGeometries, NO_FOLD } from '../geometry';
import { useExperiment, useHouse, useRun, useView } from '../house';
import { wordElement, wordKey } from '../panel/openWord';
import { Word } from '../parts/Word';
import { useLaneProblem } from '../stack/laneProblem';
import { StackEditor } from '../stack/StackEditor';

const text = {
  title: (letter: string) => `Settings of ${letter}`,
  close: 'Close',
  settings: [
    ['initializer', 'first weights'],
    ['optimizer', 'optimizer and rate'],
    ['schedule', 'schedule'],
    ['weightDecay', 'weight decay'],
    ['clipping', 'clipping'],
    ['batchSize', 'batch'],
    ['loss', 'loss'],
  ] as const,
};
const NO_LAYERS: never[] = [];

export function SettingsSheet({ folds, fold }: { readonly folds: Folds; readonly fold: Fold }) {
  const { view } = useHouse();
  const lanes = useExperiment(({ experiment }) => experiment.lanes);
  const selected = useView(({ selectedLane }) => selectedLane);
  const lane = lanes.find(({ id }) => id === selected) ?? lanes[0];
  const layers = useRun((run) => (lane ? run.lanes[lane.id]?.layers : undefined)) ?? NO_LAYERS;
  const outputs = useRun(({ data }) => data?.outputs ?? 0);
  const problem = useLaneProblem(lane);
  const close = useRef<HTMLButtonElement>(null);
  useEffect(() => close.current?.focus(), []);
  const onClose = () => {
    const { open, openWord } = view.getState();
    openWord(null);
    wordElement(open)?.focus();
  };
  const [geometry] = laneGeometries([{ layers, folds: folds.get(lane?.id ?? '') ?? NO_FOLD }], 100, 'phone');
  if (!lane || !geometry) return null;
  const letter = letterOf(lanes, lane.id);
  return (
    <section
      className="sheet settings-sheet"
      aria-label={text.title(letter)}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
      }}
    >
      <div className="word-panel-head">
        <h2>{text.title(letter)}</h2>
        <button ref={close} type="button" className="act" onClick={onClose}>
          {text.close}
        </button>
      </div>
      {lanes.length > 1 && (
        <p className="sheet-lanes">
          {lanes.map(({ id }) => (
            <button
              key={id}
              type="button"
              className="act"
              aria-pressed={id === lane.id}
              onClick={() => view.getState().selectLane(id)}
            >
              {letterOf(lanes, id)}
            </button>
          ))}
        </p>
      )}
      <StackEditor
        lane={lane}
        letter={letter}
        layers={layers}
        geometry={geometry}
        outputWords={`${outputs} wide`}
        problem={problem}
        fold={fold}
        asList
      />
      <p className="sheet-words">
        {text.settings.map(([setting, label]) => (
          <Word key={setting} word={wordKey(lane.id, setting)}>
            {label}
          </Word>
        ))}
      </p>
      <SharedSettings />
    </section>
  );
}
