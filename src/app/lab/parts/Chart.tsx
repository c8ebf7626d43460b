/** A chart as a panel has it: a canvas in the frame loop that follows the stores, with a name and a sentence for who cannot see it. */
import { useCallback, useId, useMemo, useRef } from 'react';
import type { Theme } from '../../../charts/types';
import type { PointerHandlers } from '../../surface/pointer';
import { type SurfaceSize, useSurface } from '../../surface/useSurface';
import { useTheme } from '../../surface/useTheme';
import { useHouse } from '../house';
import type { Live } from '../live';
import { useCalmText } from './useCalmly';

export interface ChartFrame {
  readonly width: number;
  readonly height: number;
  readonly ratio: number;
  readonly theme: Theme;
  readonly reducedMotion: boolean;
  readonly nowMs: number;
}

/** True asks for another frame. */
export type DrawChart = (context: CanvasRenderingContext2D, frame: ChartFrame) => boolean | void;

export function Chart<Hit>(props: {
  readonly name: string;
  readonly describe: (live: Live) => string;
  readonly draw: DrawChart;
  readonly height?: number;
  readonly pointer?: PointerHandlers<Hit>;
  /** A chart that can be explored by keys is a stop of the tab key. */
  readonly onFocus?: () => void;
}) {
  const { name, describe, draw, height, pointer, onFocus } = props;
  const id = useId();
  const canvas = useRef<HTMLCanvasElement>(null);
  const sentence = useRef<HTMLParagraphElement>(null);
  const watch = useStores();
  const { theme, reducedMotion } = useTheme();
  const drawThemed = useCallback(
    (context: CanvasRenderingContext2D, { cssWidth, cssHeight, pixelRatio }: SurfaceSize, nowMs: number) =>
      draw(context, { width: cssWidth, height: cssHeight, ratio: pixelRatio, theme, reducedMotion, nowMs }),
    [draw, theme, reducedMotion],
  );
  useSurface(canvas, drawThemed, pointer ? { watch, pointer } : { watch });
  useCalmText(sentence, describe);

  return (
    <>
      <canvas
        ref={canvas}
        role="img"
        aria-label={name}
        aria-describedby={id}
        tabIndex={onFocus ? 0 : undefined}
        style={height === undefined ? undefined : { height }}
        onFocus={onFocus}
      />
      <p ref={sentence} id={id} className="spoken" />
    </>
  );
}

/** Everything that charts follow. */
export function useStores() {
  const { experiment, run, view } = useHouse();
  return useMemo(() => [experiment.subscribe, run.subscribe, view.subscribe], [experiment, run, view]);
}
