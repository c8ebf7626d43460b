/** Theme, link and keys: what concerns the page and no network. */
import { createStore } from 'zustand/vanilla';
import { letterOf } from '../../state/derived';
import { openDoor } from '../door';
import type { House } from '../lab/house';
import { speak } from '../lab/speech';
import { linkTo } from '../linkTo';
import { always, type Command } from './types';

const THEMES = ['system', 'light', 'dark'] as const;
const THEME_WORDS = { system: 'Theme: as the system', light: 'Theme: light', dark: 'Theme: dark' } as const;

export const nextTheme: Command = {
  id: 'nextTheme',
  label: ({ view }) => THEME_WORDS[view.getState().theme],
  keys: ['T'],
  enabled: always,
  perform: ({ view }) => {
    const { theme, setTheme } = view.getState();
    const next = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? 'system';
    setTheme(next);
    speak(THEME_WORDS[next]);
  },
};

export const projector: Command = {
  id: 'projector',
  label: ({ view }) => (view.getState().projector ? 'Leave the projector' : 'Projector'),
  keys: ['P'],
  enabled: always,
  perform: ({ view }) => {
    const { projector: isOn, setProjector } = view.getState();
    setProjector(!isOn);
    speak(isOn ? 'Projector off' : 'Projector on');
  },
};

export const tone: Command = {
  id: 'tone',
  label: ({ view }) => (view.getState().tone ? 'Tone off' : 'Gradient as a tone'),
  keys: ['G'],
  enabled: always,
  perform: ({ experiment, view }) => {
    const { tone: isOn, setTone, selectedLane } = view.getState();
    setTone(!isOn);
    const letter = letterOf(experiment.getState().experiment.lanes, selectedLane);
    speak(
      isOn
        ? 'Tone off'
        : `Tone on: while it runs, the pitch is the gradient norm of the selected lane, now ${letter}; an octave higher is 100 times more. A short rough sound: no longer finite.`,
    );
  },
};

/** Resolves to what there is to say. Where a page may not copy (a frame without leave), the address bar has the link. */
export async function copyLinkTo(house: House): Promise<string> {
  await openDoor();
  const link = linkTo(house);
  try {
    await navigator.clipboard.writeText(link);
    return 'Link copied';
  } catch {
    try {
      history.replaceState(history.state, '', new URL(link).hash);
    } catch {
      return 'The link could not be copied here';
    }
    return 'Copy the link from the address bar';
  }
}

export const copyLink: Command = {
  id: 'copyLink',
  label: () => 'Copy link',
  keys: ['Mod+Shift+L'],
  enabled: always,
  perform: async (house) => speak(await copyLinkTo(house)),
};

/** Whether the list of keys is open. */
export const keyList = createStore<{ readonly isOpen: boolean }>()(() => ({ isOpen: false }));

export const showKeys: Command = {
  id: 'showKeys',
  label: () => 'Keys',
  keys: ['?'],
  enabled: always,
  perform: () => keyList.setState({ isOpen: true }),
};
