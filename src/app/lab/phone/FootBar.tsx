/** The phone's bar at the foot: Run, Step, Rewind, Settings, Fork. */
import { useEffect, useRef, useState } from 'react';
import { fork } from '../../commands';
import { useHouse, useView } from '../house';
import { StepAndRewind } from '../Controls';
import { CommandButton } from '../parts/CommandButton';
import { RunButton } from '../RunButton';
import { SettingsSheet } from './SettingsSheet';

const text = { region: 'Run', settings: 'Settings' };

export function FootBar() {
  const [isOpen, setOpen] = useState(false);
  const { view } = useHouse();
  const button = useRef<HTMLButtonElement>(null);
  const opensStack = useView(({ open }) => open?.endsWith('/stack') ?? false);
  useEffect(() => {
    if (!opensStack) return;
    view.getState().openWord(null);
    setOpen(true);
  }, [opensStack, view]);
  return (
    <>
      <div className="foot-bar" role="toolbar" aria-label={text.region}>
        <RunButton />
        <StepAndRewind />
        <button
          ref={button}
          type="button"
          className="act"
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          {text.settings}
        </button>
        <CommandButton command={fork} className="act teal" />
      </div>
      {isOpen && (
        <SettingsSheet
          onClose={() => {
            setOpen(false);
            button.current?.focus();
          }}
        />
      )}
    </>
  );
}
