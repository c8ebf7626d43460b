/** A dialog over the page: its title, what is in it, and Close. Esc closes it; the focus goes back to what opened it. */
import { type ReactNode, useEffect, useId, useRef } from 'react';
import './dialog.css';

const text = { close: 'Close' };

export function Dialog(props: {
  readonly title: string;
  readonly className: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const opener = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    dialog.current?.showModal();
    return () => opener?.focus();
  }, []);
  return (
    <dialog
      ref={dialog}
      className={`large-dialog ${props.className}`}
      aria-labelledby={id}
      onClose={props.onClose}
    >
      <div className="large-dialog-head">
        <h2 id={id} tabIndex={-1} autoFocus>
          {props.title}
        </h2>
        <button type="button" className="act" onClick={() => dialog.current?.close()}>
          {text.close}
        </button>
      </div>
      {props.children}
    </dialog>
  );
}
