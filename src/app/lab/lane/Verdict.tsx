/** Regime and growth of a lane at the cursor. Written through a ref, at the clock of all words; spoken when the regime changes. */
import { useCallback, useRef } from 'react';
import { plainText } from '../../words/segments';
import { verdict } from '../../words/verdict';
import { writeWords } from '../../words/written';
import type { Live } from '../live';
import { useCalmly } from '../parts/useCalmly';
import { speak } from '../speech';
import { regimeOf } from './facts';

export function Verdict({ laneId, letter }: { readonly laneId: string; readonly letter: string }) {
  const element = useRef<HTMLSpanElement>(null);
  const shown = useRef<{ plain: string; regime: string | null }>({ plain: '', regime: null });

  const write = useCallback(
    (now: Live) => {
      const lane = now.run.lanes[laneId];
      const regime = lane ? regimeOf(lane, now.cursorStep) : null;
      const text = regime ? verdict(regime) : [];
      const plain = plainText(text);
      if (!element.current || plain === shown.current.plain) return;
      writeWords(element.current, text);
      const before = shown.current.regime;
      if (regime && before !== null && regime.name !== before) speak(`${letter}: ${plain}.`);
      shown.current = { plain, regime: regime?.name ?? null };
    },
    [laneId, letter],
  );
  useCalmly(write);

  return <span ref={element} className="verdict" />;
}
