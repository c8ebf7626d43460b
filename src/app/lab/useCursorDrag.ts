/** Dragging on a map or the loss moves the cursor through time; the keys for it are the page's (commands). */
import { useMemo } from 'react';
import type { CssPoint } from '../../charts/types';
import { newestStep } from '../../state/derived';
import type { PointerHandlers } from '../surface/pointer';
import { useHouse } from './house';

interface StepHit {
  readonly step: number;
}

/** `stepAt`: the step under a place, or null where there is none. `onPress`: what else a press does there. */
export function useCursorDrag(
  stepAt: (point: CssPoint) => number | null,
  onPress?: (point: CssPoint) => void,
): PointerHandlers<StepHit> {
  const { session, run } = useHouse();
  return useMemo(() => {
    const seek = (point: CssPoint) => {
      const step = stepAt(point);
      if (step === null) return;
      void session.seek(step >= newestStep(run.getState().lanes) ? null : step);
    };
    return {
      hit(point) {
        const step = stepAt(point);
        return step === null ? null : { step };
      },
      cursor: (hit) => (hit ? 'ew-resize' : ''),
      press(_, point) {
        onPress?.(point);
        seek(point);
        return true;
      },
      drag: (_, point) => seek(point),
    };
  }, [session, run, stepAt, onPress]);
}
