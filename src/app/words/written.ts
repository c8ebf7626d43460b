/** A text of the house in the page, outside of React: for what changes at each frame, and for the embed. */
import type { Text, Tone } from './segments';

/** The style of each tone. */
export const TONE_CLASSES: Readonly<Record<Tone, string>> = {
  hot: 'hot',
  cold: 'cold',
  bad: 'bad',
  strong: 'strong',
  soft: 'quiet',
  lane0: 'lane-0 strong',
  lane1: 'lane-1 strong',
  lane2: 'lane-2 strong',
  lane3: 'lane-3 strong',
  lane4: 'lane-4 strong',
  lane5: 'lane-5 strong',
};

/** Spans of the tones, and raised figures, in place of what the element held. */
export function writeWords(element: HTMLElement, text: Text): void {
  const parts = text.map((segment) => {
    const part = document.createElement(segment.sup ? 'sup' : 'span');
    if (segment.tone) part.className = TONE_CLASSES[segment.tone];
    part.textContent = segment.text;
    return part;
  });
  element.replaceChildren(...parts);
}
