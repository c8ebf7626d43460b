/** What an open word lets the reader choose: plain words first, then one slider, then formula and other choices. */
import { type ReactNode, useEffect, useRef } from 'react';
import type { LaneSpec } from '../../../spec/types';
import { type House, useExperiment, useHouse, useRun, useView } from '../house';
import { letterOf } from '../../../state/derived';
import { panels } from './panels';
import { panelTitles } from './panelTitles';
import { useLayout } from '../useLayout';
import { parseWord, wordElement } from './openWord';

const text = {
  /** On the word, and as it is spoken. */
  close: { keys: ['Esc', 'Close with Esc'], thumb: ['Close', 'Close'] } as const,
  rebuilds: (letter: string) => `Changing this starts ${letter} again from step 0.`,
  nextStep: 'This takes hold at the next step.',
};

export function WordPanel() {
  const open = useView((view) => view.open);
  const word = parseWord(open);
  const lanes = useExperiment(({ experiment }) => experiment.lanes);
  const lane = lanes.find(({ id }) => id === word?.laneId);
  if (!word || !lane) return null;
  const panel = panels[word.setting];
  if (!panel) return null;
  return (
    <OpenPanel
      key={open}
      lane={lane}
      letter={letterOf(lanes, lane.id)}
      title={panelTitles[word.setting] ?? word.setting}
      rebuilds={panel.rebuilds}
    >
      <panel.Fields lane={lane} blockId={word.blockId} />
    </OpenPanel>
  );
}

function OpenPanel(props: {
  readonly lane: LaneSpec;
  readonly letter: string;
  readonly title: string;
  readonly rebuilds: boolean;
  readonly children: ReactNode;
}) {
  const { lane, letter, title, rebuilds } = props;
  const house = useHouse();
  const panel = useRef<HTMLElement>(null);
  const [close, closeName] = text.close[useLayout() === 'phone' ? 'thumb' : 'keys'];
  const hasRun = useRun(({ lanes }) => (lanes[lane.id]?.steps ?? 0) > 0);
  const isStopped = useRun(({ lanes }) => (lanes[lane.id]?.stoppedAt ?? null) !== null);
  useFocusGoesBack(panel);
  useEscape(house);

  return (
    <section ref={panel} className="word-panel" aria-label={`${title} of ${letter}`} tabIndex={-1}>
      <div className="word-panel-head">
        <h2>
          {title} of {letter}
        </h2>
        <button
          type="button"
          className="act"
          aria-label={closeName}
          onClick={() => house.view.getState().openWord(null)}
        >
          {close}
        </button>
      </div>
      {props.children}
      {hasRun && <p className="warning">{rebuilds || isStopped ? text.rebuilds(letter) : text.nextStep}</p>}
    </section>
  );
}

/** The first field takes the focus; when the panel closes, the word or the menu that opened it has it again. */
function useFocusGoesBack(panel: { readonly current: HTMLElement | null }): void {
  const { view } = useHouse();
  useEffect(() => {
    const key = view.getState().open;
    const opener = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    const fields = ['input[type="range"]', 'input:checked', 'input'];
    const first = fields
      .map((field) => panel.current?.querySelector<HTMLElement>(field))
      .find((field) => field);
    (first ?? panel.current)?.focus({ preventScroll: true });
    const element = panel.current;
    return () => {
      if (document.activeElement === document.body || element?.contains(document.activeElement)) {
        (wordElement(key) ?? opener)?.focus({ preventScroll: true });
      }
    };
  }, [panel, view]);
}

/** Esc closes the panel wherever the focus has gone meanwhile, unless something else that is open has the first right to it. */
function useEscape({ view }: House): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || document.querySelector(':popover-open, dialog[open]')) return;
      view.getState().openWord(null);
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [view]);
}
