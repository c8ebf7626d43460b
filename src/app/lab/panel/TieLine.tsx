/** The teal line from an open word, under its sentence, to its panel at the top of the inspector. */
import { type RefObject, useLayoutEffect, useState } from 'react';
import { useExperiment, useView } from '../house';
import { frameLoop, type FrameTask } from '../../surface/frameLoop';
import { wordElement } from './openWord';

export function TieLine({ within }: { readonly within: RefObject<HTMLElement | null> }) {
  const open = useView((view) => view.open);
  const experiment = useExperiment((state) => state.experiment);
  const [path, setPath] = useState('');
  useLayoutEffect(() => {
    const draw = () => {
      const bench = within.current?.getBoundingClientRect();
      const element = wordElement(open);
      const word = element?.getBoundingClientRect();
      const panel = within.current?.querySelector('.inspector > .word-panel')?.getBoundingClientRect();
      if (!bench || !word || !panel) return setPath('');
      const x = Math.round(word.left - bench.left);
      const y = Math.round(word.bottom - bench.top);
      // Between the lines where the sentence goes on below: lower, it would strike the next one through.
      const below = element?.closest('.sentence')?.getBoundingClientRect().bottom ?? 0;
      const rail = y + (below > word.bottom + 12 ? 1 : 6);
      const panelX = Math.round(panel.left - bench.left);
      const panelTop = panel.top - bench.top + 20;
      const panelBottom = panel.bottom - bench.top - 20;
      const panelY = Math.round(Math.min(panelBottom, Math.max(panelTop, rail)));
      const turn = panelX - 20;
      setPath(`M${x + 0.5} ${y}V${rail}.5H${turn}.5V${panelY}.5H${panelX}`);
    };
    // At the frame, when the page is laid out anyway.
    const task: FrameTask = { frame: draw };
    const drawSoon = () => frameLoop.request(task);
    drawSoon();
    addEventListener('resize', drawSoon);
    return () => {
      frameLoop.cancel(task);
      removeEventListener('resize', drawSoon);
    };
  }, [open, experiment, within]);
  if (path === '') return null;
  return (
    <svg className="tie" aria-hidden="true">
      <path d={path} />
    </svg>
  );
}
