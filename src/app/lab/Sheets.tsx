/** Dialogs with a script of their own, read when they are asked for the first time. */
import { type FunctionComponent, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { openDoor } from '../door';
import { useHouse } from './house';

const SCRIPTS = {
  share: async () => {
    const [{ ShareDialog }] = await Promise.all([import('../share/ShareDialog'), openDoor()]);
    return ShareDialog;
  },
  kept: async () => (await import('../kept/KeptDialog')).KeptDialog,
  export: async () => (await import('../export/ExportDialog')).ExportDialog,
};
export type SheetName = keyof typeof SCRIPTS;

/** Which of them is open. */
const sheet = createStore<{ readonly open: SheetName | null }>()(() => ({ open: null }));
export const openSheet = (open: SheetName): void => sheet.setState({ open });
export const closeSheet = (): void => sheet.setState({ open: null });

/** Before it is asked for: the pointer is on its word. */
export const readSheet = (name: SheetName): void => void SCRIPTS[name]().catch(() => {});

const text = {
  failed: 'This part of the page could not be read.',
  remedy: 'Look whether the network is there, and try again.',
};

export function Sheets() {
  const { run } = useHouse();
  const open = useStore(sheet, (state) => state.open);
  const [read, setRead] = useState<{ readonly name: SheetName; readonly Sheet: FunctionComponent } | null>(
    null,
  );
  useEffect(() => {
    if (open === null) return undefined;
    let isWanted = true;
    SCRIPTS[open]().then(
      (Sheet) => isWanted && setRead({ name: open, Sheet }),
      () => {
        closeSheet();
        run.setState({ notice: { text: text.failed, remedy: text.remedy } });
      },
    );
    return () => {
      isWanted = false;
    };
  }, [open, run]);
  return open !== null && read?.name === open ? <read.Sheet /> : null;
}
