/** The list of keys, made from the commands; and the switch for single letters. */
import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { useHouse, useView } from '../lab/house';
import { COMMANDS } from './index';
import { strokeInWords } from './keys';
import { keyList } from './page';
import './keyList.css';

const text = {
  title: 'Keys',
  singleKeys: 'Single letters and signs work as keys',
  close: 'Close',
};

export function KeyList() {
  const house = useHouse();
  const dialog = useRef<HTMLDialogElement>(null);
  const isOpen = useStore(keyList, (state) => state.isOpen);
  const singleKeys = useView((view) => view.singleKeys);
  const setSingleKeys = useView((view) => view.setSingleKeys);
  const isMac = /mac|iphone|ipad/i.test(navigator.userAgent);

  useEffect(() => {
    if (isOpen) dialog.current?.showModal();
    else dialog.current?.close();
  }, [isOpen]);

  return (
    <dialog
      ref={dialog}
      className="key-list"
      aria-labelledby="key-list-title"
      onClose={() => keyList.setState({ isOpen: false })}
    >
      {/* Else the focus goes to the switch at the foot, and a low window opens on the end of the list. */}
      <h2 id="key-list-title" tabIndex={-1} autoFocus>
        {text.title}
      </h2>
      <dl>
        {COMMANDS.map((command) => (
          <div key={command.id}>
            <dt>{command.label(house)}</dt>
            <dd>
              {command.keys.map((stroke) => (
                <kbd key={stroke}>{strokeInWords(stroke, isMac)}</kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
      <label>
        <input
          type="checkbox"
          checked={singleKeys}
          onChange={(event) => setSingleKeys(event.target.checked)}
        />
        {text.singleKeys}
      </label>
      <form method="dialog">
        <button type="submit" className="act">
          {text.close}
        </button>
      </form>
    </dialog>
  );
}
