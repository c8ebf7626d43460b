/** The phone's bar at the foot: Run, Step, Rewind, Settings, Fork. */
import { cursorNewest, fork, isBehind } from '../../commands';
import { StepAndRewind } from '../Controls';
import type { Fold, Folds } from '../geometry';
import { useExperiment, useHouse, useView } from '../house';
import { later } from '../later';
import { Lock } from '../locks';
import { parseWord, wordKey } from '../panel/openWord';
import { CommandButton, useCommandState } from '../parts/CommandButton';
import { RunButton } from '../RunButton';

const SettingsSheet = later('SettingsSheet');

const text = {
  region: 'Run',
  settings: 'Settings',
  shown: (step: number) => `Step ${step} is shown.`,
};

/** The sheet with a lane's settings is open while the view's word is its `stack`, as a word in a sentence has it too. */
export function FootBar(props: { readonly folds: Folds; readonly fold: Fold }) {
  const house = useHouse();
  const { view } = house;
  const cursor = useView((state) => state.cursor);
  const isPinned = useCommandState(() => isBehind(house));
  const first = useExperiment(({ experiment }) => experiment.lanes[0]?.id ?? '');
  const selected = useView(({ selectedLane }) => selectedLane) || first;
  const isOpen = useView(({ open }) => parseWord(open)?.setting === 'stack');
  const key = wordKey(selected, 'stack');
  return (
    <>
      <section className="foot-bar" aria-label={text.region}>
        {isPinned && (
          <p className="foot-bar-step">
            <span className="quiet">{text.shown(cursor ?? 0)}</span>
            <CommandButton command={cursorNewest} />
          </p>
        )}
        <RunButton />
        <StepAndRewind />
        <button
          type="button"
          className="act"
          data-word={key}
          aria-expanded={isOpen}
          onClick={() => view.getState().openWord(isOpen ? null : key)}
        >
          {text.settings}
        </button>
        <Lock control="lanes">
          <CommandButton command={fork} className="act teal" />
        </Lock>
      </section>
      {isOpen && <SettingsSheet {...props} />}
    </>
  );
}
