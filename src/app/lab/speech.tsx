/** The live region: results of keys that have no other sign, and changes of regime. */
import { useEffect, useRef } from 'react';

let region: HTMLElement | null = null;

/** Sentences that stay: two that come at once are both heard. */
const KEPT = 3;

/** Says a sentence (polite). The same one twice is heard twice. */
export function speak(sentence: string): void {
  if (!region) return;
  const said = document.createElement('span');
  said.textContent = `${sentence} `;
  region.append(said);
  while (region.childElementCount > KEPT) region.firstElementChild?.remove();
}

/** A held arrow key would talk without end. */
const CALM_MS = 1000;
let calmAt = Number.NEGATIVE_INFINITY;
let waiting: ReturnType<typeof setTimeout> | null = null;
let latest: () => string = () => '';

/** Says what stands there when it is said: at once, and then at most once a second, the last one surely. */
export function speakCalmly(sentence: () => string): void {
  latest = sentence;
  if (waiting !== null) return;
  const wait = calmAt + CALM_MS - performance.now();
  const say = () => {
    waiting = null;
    calmAt = performance.now();
    speak(latest());
  };
  if (wait <= 0) say();
  else waiting = setTimeout(say, wait);
}

export function LiveRegion() {
  const element = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    region = element.current;
    return () => {
      region = null;
    };
  }, []);
  return <p ref={element} className="spoken" aria-live="polite" />;
}
