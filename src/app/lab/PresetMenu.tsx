/** The experiments to begin with, along the way that the article takes; read when a reader reaches for them. */
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import type { PresetGroup } from '../../spec/presets/registry';
import { useExperiment, useHouse } from './house';

const text = {
  experiments: 'Experiments',
  reading: 'Reading the experiments',
  failed: 'The experiments could not be read. Reload the page to try again.',
};

export function PresetMenu() {
  const { session } = useHouse();
  const title = useExperiment(({ experiment }) => experiment.title);
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  const [groups, setGroups] = useState<readonly PresetGroup[] | null>(null);
  const [hasFailed, setFailed] = useState(false);

  const read = () => {
    if (groups) return;
    import('../../spec/presets/registry').then(
      (registry) => setGroups(registry.PRESET_GROUPS),
      () => setFailed(true),
    );
  };
  useEffect(() => {
    if (groups && panel.current?.matches(':popover-open')) focusFirst(panel.current);
  }, [groups]);

  const open = () => {
    const below = button.current?.getBoundingClientRect().bottom ?? 0;
    panel.current?.style.setProperty('--below', `${Math.round(below)}px`);
    if (panel.current) focusFirst(panel.current);
  };

  return (
    <>
      <button
        ref={button}
        type="button"
        className="act"
        aria-haspopup="menu"
        popoverTarget={id}
        onPointerEnter={read}
        onFocus={read}
      >
        {text.experiments}
      </button>
      <div
        ref={panel}
        id={id}
        popover="auto"
        role="menu"
        aria-label={text.experiments}
        className="menu preset-menu"
        onBeforeToggle={(event) => event.newState === 'open' && read()}
        onToggle={(event) => event.newState === 'open' && open()}
        onKeyDown={(event) => walk(event, panel.current, button.current)}
      >
        {groups ? (
          <div role="presentation" className="preset-columns">
            {groups.map(({ label, presets }) => (
              <div key={label} role="group" aria-label={label} className="preset-group">
                <p role="presentation" aria-hidden="true" className="preset-label">
                  {label}
                </p>
                {presets.map((preset) => (
                  <button
                    key={preset.id}
                    type="button"
                    role="menuitem"
                    tabIndex={-1}
                    aria-current={preset.question === title ? 'true' : undefined}
                    onClick={() => {
                      panel.current?.hidePopover();
                      button.current?.focus();
                      void session.load(preset.experiment).then(() => session.run());
                    }}
                  >
                    <span>{preset.question}</span>
                    <span className="quiet small">{preset.sentence}</span>
                  </button>
                ))}
              </div>
            ))}
          </div>
        ) : (
          <button type="button" role="menuitem" disabled>
            {hasFailed ? text.failed : text.reading}
          </button>
        )}
      </div>
    </>
  );
}

/** To the experiment that is open, or to the first. */
function focusFirst(panel: HTMLElement): void {
  // It opens, or its list arrives, a little late: whoever was quicker keeps the place they took.
  if (panel.contains(document.activeElement)) return;
  const first = panel.querySelector<HTMLElement>('[aria-current]') ?? panel.querySelector<HTMLElement>(ITEM);
  first?.focus({ preventScroll: true });
  first?.scrollIntoView({ block: 'nearest' });
}

const ITEM = '[role="menuitem"]:not(:disabled)';

/** ↑ and ↓ from question to question, ← and → from group to group, as the columns stand. */
function walk(event: KeyboardEvent, panel: HTMLElement | null, button: HTMLElement | null): void {
  if (!panel) return;
  if (event.key === 'Tab') {
    panel.hidePopover();
    button?.focus();
    return;
  }
  const all = [...panel.querySelectorAll<HTMLElement>(ITEM)];
  const here = all.findIndex((item) => item === document.activeElement);
  const heads = all.flatMap((item, index) => (item.matches('[role="menuitem"]:nth-child(2)') ? [index] : []));
  const to = {
    ArrowDown: here + 1,
    ArrowUp: here - 1,
    ArrowRight: heads.find((head) => head > here) ?? 0,
    ArrowLeft: heads.findLast((head) => head < here) ?? heads.at(-1) ?? 0,
    Home: 0,
    End: all.length - 1,
  }[event.key];
  if (to === undefined || all.length === 0) return;
  event.preventDefault();
  event.stopPropagation();
  all[(to + all.length) % all.length]?.focus();
}
