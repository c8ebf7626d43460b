/** A word or sign that opens a short list of actions (native popover, arrow keys, Esc). Its items stand there only while it is open. */
import { Fragment, useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { flushSync } from 'react-dom';

export interface MenuItem {
  readonly label: string;
  readonly note?: string | undefined;
  /** What it and its neighbours are of: said once above them. */
  readonly section?: string;
  readonly disabled?: boolean;
  readonly checked?: boolean;
  readonly perform: () => void;
}

export function Menu(props: {
  readonly label: string;
  readonly children: ReactNode;
  readonly className?: string;
  readonly items: readonly MenuItem[];
}) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const [isOpen, setIsOpen] = useState(false);

  const place = () => {
    const from = button.current?.getBoundingClientRect();
    const panel = list.current;
    if (!from || !panel) return;
    const { width, height } = panel.getBoundingClientRect();
    const roomBelow = innerHeight - from.bottom;
    const below = roomBelow > height + 8 || from.top < height ? from.bottom + 4 : from.top - height - 4;
    panel.style.left = `${Math.max(8, Math.min(from.left, innerWidth - width - 8))}px`;
    panel.style.top = `${Math.max(8, Math.min(below, innerHeight - height - 8))}px`;
    // `toggle` comes a task after the menu shows: whoever was quicker keeps the place they took.
    if (panel.contains(document.activeElement)) return;
    const chosen = panel.querySelector<HTMLElement>('[aria-checked="true"]');
    (chosen ?? panel.querySelector<HTMLElement>('[role^="menuitem"]'))?.focus({ preventScroll: true });
  };

  const walk = (event: KeyboardEvent) => {
    // The tab key goes on from the button, and nothing stays open behind it.
    if (event.key === 'Tab') {
      list.current?.hidePopover();
      button.current?.focus();
      return;
    }
    const all = [...(list.current?.querySelectorAll<HTMLElement>('[role^="menuitem"]:not(:disabled)') ?? [])];
    const here = all.findIndex((item) => item === document.activeElement);
    const to = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: all.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    all[(to + all.length) % all.length]?.focus();
  };

  return (
    <>
      <button
        ref={button}
        type="button"
        className={props.className ?? 'act'}
        aria-label={props.label}
        aria-haspopup="menu"
        popoverTarget={id}
      >
        {props.children}
      </button>
      <div
        ref={list}
        id={id}
        popover="auto"
        role="menu"
        aria-label={props.label}
        className="menu"
        onBeforeToggle={(event) => {
          // It is measured as it opens, so its items must stand there by then.
          if (event.newState === 'open') flushSync(() => setIsOpen(true));
        }}
        onToggle={(event) => (event.newState === 'open' ? place() : setIsOpen(false))}
        onKeyDown={walk}
      >
        {isOpen &&
          props.items.map((item, index) => (
            <Fragment key={item.label}>
              {item.section !== undefined && item.section !== props.items[index - 1]?.section && (
                <p role="presentation" className="menu-section quiet small">
                  {item.section}
                </p>
              )}
              <button
                type="button"
                role={item.checked === undefined ? 'menuitem' : 'menuitemradio'}
                aria-checked={item.checked}
                disabled={item.disabled}
                onClick={() => {
                  list.current?.hidePopover();
                  button.current?.focus();
                  item.perform();
                }}
              >
                <span>{item.label}</span>
                {item.note && <span className="quiet small">{item.note}</span>}
              </button>
            </Fragment>
          ))}
      </div>
    </>
  );
}
