/** The gradient as a tone, while the reader wants it. Shows nothing; its instrument is read when it is first wanted. */
import { useEffect } from 'react';
import { useHouse, useView } from '../lab/house';

export function Tone() {
  const house = useHouse();
  const isOn = useView((view) => view.tone);
  useEffect(() => {
    if (!isOn) return undefined;
    let end: (() => void) | null = null;
    let isWanted = true;
    const start = async () => {
      const [{ openInstrument }, { follow }] = await Promise.all([import('./play'), import('./follow')]);
      if (!isWanted) return;
      const instrument = openInstrument();
      const unfollow = follow(house, instrument);
      end = () => {
        unfollow();
        instrument.close();
      };
    };
    const startOnce = () => {
      forget();
      start().catch((error: unknown) => console.warn(error)); // without its script the lab is silent
    };
    const forget = () => {
      for (const kind of GESTURES) removeEventListener(kind, startOnce);
    };
    // A tone that was kept from last time waits for the first press: no page sounds by itself.
    if (navigator.userActivation.hasBeenActive) startOnce();
    else for (const kind of GESTURES) addEventListener(kind, startOnce);
    return () => {
      isWanted = false;
      forget();
      end?.();
    };
  }, [isOn, house]);
  return null;
}

const GESTURES = ['pointerdown', 'keydown'] as const;
