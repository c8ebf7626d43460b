/** A chart as a panel has it: a canvas in the frame loop that follows the stores, with a name and a sentence for who cannot see it. */
import { useCallback, useId, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { Theme } from '../../../charts/types';
import type { PointerHandlers } from '../../surface/pointer';
import { frameLoop, type FrameTask } from '../../surface/frameLoop';
import { type SurfaceSize, useSurface, type Watch } from '../../surface/useSurface';
import { useTheme } from '../../surface/useTheme';
import { exploring } from '../explore';
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

/** A chart that can be explored by keys is a stop of the tab key. */
export interface Exploring {
  /** Which keys do what here. */
  readonly keys: string;
  /** What is spoken when one of them was pressed. */
  readonly say: (live: Live) => string;
  readonly onFocus?: () => void;
}

export function Chart<Hit>(props: {
  readonly name: string;
  readonly describe: (live: Live) => string;
  readonly draw: DrawChart;
  readonly height?: number;
  readonly pointer?: PointerHandlers<Hit>;
  /** What makes it be drawn again, besides another `draw`; all stores unless told. Keep it stable. */
  readonly follows?: readonly Watch[];
  readonly explore?: Exploring;
}) {
  const { name, describe, draw, height, pointer, explore } = props;
  const { live } = useHouse();
  const [endExploring, setEndExploring] = useState<(() => void) | null>(null);
  const id = useId();
  const canvas = useRef<HTMLCanvasElement>(null);
  const sentence = useRef<HTMLParagraphElement>(null);
  const stores = useStores();
  const watch = props.follows ?? stores;
  const { theme, reducedMotion } = useTheme();
  const drawThemed = useCallback(
    (context: CanvasRenderingContext2D, { cssWidth, cssHeight, pixelRatio }: SurfaceSize, nowMs: number) =>
      draw(context, { width: cssWidth, height: cssHeight, ratio: pixelRatio, theme, reducedMotion, nowMs }),
    [draw, theme, reducedMotion],
  );
  useSurface(canvas, drawThemed, pointer ? { watch, pointer } : { watch });
  useCalmText(sentence, describe);
  const latest = useRef(explore);
  useLayoutEffect(() => {
    latest.current = explore;
  });

  return (
    <>
      <canvas
        ref={canvas}
        // While it has the focus the arrow keys are the chart's, and not the screen reader's.
        role={endExploring ? 'application' : 'img'}
        aria-label={name}
        aria-describedby={explore ? `${id} ${id}-keys` : id}
        tabIndex={explore ? 0 : undefined}
        style={height === undefined ? undefined : { height }}
        onFocus={() => {
          if (!explore) return;
          explore.onFocus?.();
          const end = exploring(() => latest.current?.say(live()) ?? '');
          setEndExploring(() => end);
        }}
        onBlur={() => {
          endExploring?.();
          setEndExploring(null);
        }}
      />
      <p ref={sentence} id={id} className="spoken" />
      {explore && (
        <p id={`${id}-keys`} className="spoken">
          {explore.keys}
        </p>
      )}
    </>
  );
}

/** Everything that charts follow. */
export function useStores(): readonly Watch[] {
  const { experiment, run, watchPlace } = useHouse();
  return useMemo(() => [experiment.subscribe, run.subscribe, watchPlace], [experiment, run, watchPlace]);
}

/** For a chart whose `draw` changes with all that it shows. */
export const FOLLOWS_NOTHING: readonly Watch[] = [];

/** For a chart of little that seldom changes: it is drawn again where `read` gives another text. Keep `read` stable. */
export function useChangesOf(read: (live: Live) => string): readonly Watch[] {
  const { live } = useHouse();
  const stores = useStores();
  return useMemo(() => {
    const watch: Watch = (listener) => {
      let last = read(live());
      const task: FrameTask = {
        frame() {
          const next = read(live());
          if (next === last) return;
          last = next;
          listener();
        },
      };
      const stops = stores.map((subscribe) => subscribe(() => frameLoop.request(task)));
      return () => {
        for (const stop of stops) stop();
        frameLoop.cancel(task);
      };
    };
    return [watch];
  }, [read, live, stores]);
}
