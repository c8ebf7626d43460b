/** The phone's bar at the foot: Run, Step, Rewind, Settings, Fork. */
import { fork } from '../../commands';
import { StepAndRewind } from '../Controls';
import { useExperiment, useHouse, useView } from '../house';
import { parseWord, wordKey } from '../panel/openWord';
import { CommandButton } from '../parts/CommandButton';
import { RunButton } from '../RunButton';
import { SettingsSheet } from './SettingsSheet';

const text = { region: 'Run', settings: 'Settings' };

/** The sheet with a lane's settings is open while the view's word is its `stack`, as a word in a sentence has it too. */
export function FootBar() {
  const { view } = useHouse();
  const first = useExperiment(({ experiment }) => experiment.lanes[0]?.id ?? '');
  const selected = useView(({ selectedLane }) => selectedLane) || first;
  const isOpen = useView(({ open }) => parseWord(open)?.setting === 'stack');
  const key = wordKey(selected, 'stack');
  return (
    <>
      <section className="foot-bar" aria-label={text.region}>
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
        <CommandButton command={fork} className="act teal" />
      </section>
      {isOpen && <SettingsSheet />}
    </>
  );
}
