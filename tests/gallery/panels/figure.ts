/** A state of the lab in a frame: its layout follows the frame's width as it follows a window's. */
import type { PanelState } from './states';

const HEIGHTS = { phone: 844, wide: 900 } as const;

export function panelFigure({ id, name }: PanelState, theme: 'light' | 'dark', width: number): HTMLElement {
  const figure = document.createElement('figure');
  const caption = document.createElement('figcaption');
  const frame = document.createElement('iframe');
  caption.textContent = name;
  frame.title = name;
  frame.loading = 'lazy';
  frame.width = String(width > 0 ? width : 1440);
  frame.height = String(width > 0 && width < 768 ? HEIGHTS.phone : HEIGHTS.wide);
  frame.src = `./panels/index.html?state=${id}&theme=${theme}`;
  figure.append(caption, frame);
  return figure;
}
