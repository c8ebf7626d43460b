/** Why it grows, measured: through the selected layer, what its weights and its activation multiply the gradient by. */
import { useCallback, useState } from 'react';
import { activation } from '../../../catalogue/registry';
import { CLASS, type Layer } from '../../../catalogue/types';
import { drawGainBars, gainBarsHeight, type GainEntry } from '../../../charts/gainBars';
import { printedProduct } from '../../../history/printed';
import { gainSplit, type GainSplit } from '../../../history/split';
import { layerName } from '../../words/layerName';
import { plainText, type Text } from '../../words/segments';
import { splitText } from '../../words/splitText';
import type { Theme } from '../../../charts/types';
import { useTheme } from '../../surface/useTheme';
import type { Live } from '../live';
import { Chart, type ChartFrame } from '../parts/Chart';
import { useCalmly } from '../parts/useCalmly';
import { useKeptHeight } from '../parts/useKeptHeight';
import { Words } from '../parts/Words';

const text = {
  heading: (layer: string) => `Why it grows: ${layer}`,
  lead: 'On its way back the gradient is multiplied by:',
  noStep: (letter: string, step: number) => `${letter} has no step ${step}; step 0 is shown.`,
};

/** The narrowest inspector. */
const WIDTH = 268;

interface Line {
  readonly letter: string;
  readonly index: number;
  readonly step: number;
  readonly text: Text;
  readonly inside: Text | null;
}
interface Shown {
  readonly layer: string;
  /** Their letters. */
  readonly lanes: string;
  readonly lines: readonly Line[];
  readonly notes: readonly string[];
  readonly bars: readonly GainEntry[];
  readonly height: number;
}

export function Gains() {
  const { theme } = useTheme();
  const [shown, setShown] = useState<Shown | null>(null);
  const write = useCallback(
    (live: Live) => {
      const next = read(live, theme);
      setShown((before) => (before && next && keyOf(before) === keyOf(next) ? before : next));
    },
    [theme],
  );
  useCalmly(write);
  const section = useKeptHeight<HTMLElement>(shown ? `${shown.layer} ${shown.lanes}` : '');

  const bars = shown?.bars;
  const draw = useCallback(
    (context: CanvasRenderingContext2D, frame: ChartFrame) => {
      if (bars) drawGainBars(context, bars, { left: 0, top: 0, width: frame.width }, frame.theme);
    },
    [bars],
  );
  if (!shown || shown.lines.length + shown.bars.length === 0) return null;

  return (
    <section ref={section} className="split" aria-label={text.heading(shown.layer)}>
      <h2>{text.heading(shown.layer)}</h2>
      <p className="quiet small">{text.lead}</p>
      {shown.bars.length > 0 && (
        <Chart
          name={text.heading(shown.layer)}
          describe={() =>
            shown.bars
              .map(
                (bar) =>
                  `${bar.mark.letter}, step ${bar.step}: ${bar.factors.map(({ name }) => name).join(', ')}`,
              )
              .join('. ')
          }
          draw={draw}
          height={shown.height}
        />
      )}
      {shown.lines.map((line) => (
        <div key={`${line.letter}${line.step}`} className="split-line">
          <span className={`lane-letter lane-${line.index % 4}`}>{line.letter}</span>
          <span className="quiet small">step {line.step}</span>
          <span>
            <Words text={line.text} />
            {line.inside && (
              <span className="split-inside">
                <Words text={line.inside} />
              </span>
            )}
          </span>
        </div>
      ))}
      {shown.notes.map((note) => (
        <p key={note} className="quiet small">
          {note}
        </p>
      ))}
    </section>
  );
}

/** Each lane at the cursor (step 0 beside it where that is another), of the row with the selected index. */
function read(live: Live, theme: Theme): Shown | null {
  const selected = live.lanes.find(({ spec }) => spec.id === live.view.selectedLane) ?? live.lanes[0];
  if (!selected || live.cursorStep < 0) return null;
  // Its block was taken away: no row is selected.
  if (live.view.selectedLayer >= selected.run.layers.length) return null;
  const lines: Line[] = [];
  const bars: GainEntry[] = [];
  const notes: string[] = [];
  for (const { letter, index, run } of live.lanes) {
    const layer = Math.min(live.view.selectedLayer, run.layers.length - 1);
    const hasStep = run.record.columnOfStep(live.cursorStep) >= 0;
    if (!hasStep && run.record.columns > 0) notes.push(text.noStep(letter, live.cursorStep));
    const step = hasStep ? live.cursorStep : 0;
    const column = run.record.columnOfStep(step);
    if (column < 0) continue;
    const split = gainSplit(run.record.row(column), layer);
    const bar = barOf(run.layers, split, { letter, index }, step);
    if (bar) bars.push(bar);
    else {
      const words = splitText(run.layers, split);
      lines.push({ letter, index, step, text: words.line, inside: words.inside });
    }
  }
  return {
    layer: layerName(selected.run.layers, live.view.selectedLayer),
    lanes: live.lanes.map(({ letter }) => letter).join(''),
    lines,
    notes,
    bars,
    height: heightOf(bars, theme),
  };
}

/** The bars' words are measured, since they wrap. */
function heightOf(bars: readonly GainEntry[], theme: Theme): number {
  const context = new OffscreenCanvas(1, 1).getContext('2d');
  // Measuring text is all that is asked of it, and both kinds of context do that alike.
  return context ? gainBarsHeight(context as unknown as CanvasRenderingContext2D, bars, WIDTH, theme) : 0;
}

/** Only one path's factors make bars; parallel paths add as vectors and are said in words. */
function barOf(
  layers: readonly Layer[],
  split: GainSplit,
  mark: GainEntry['mark'],
  step: number,
): GainEntry | null {
  if (split.kind !== 'path' || split.growth.class !== CLASS.finite) return null;
  const factors = split.factors
    .filter(({ measured }) => measured.class === CLASS.finite)
    .map(({ of, layer, measured }) => ({ name: factorName(of, layers[layer]), value: measured.value }))
    .sort((one, other) => other.value - one.value);
  if (factors.length !== split.factors.length) return null;
  const printed = printedProduct(factors.map(({ value }) => value));
  return {
    mark,
    step,
    total: split.growth.value,
    factors,
    figures: [printed.product.figures, ...printed.factors.map(({ figures }) => figures)],
  };
}

function factorName(of: string, layer: Layer | undefined): string {
  if (of !== 'activation') return of;
  return layer?.activation ? activation(layer.activation.kind).label : of;
}

const keyOf = (shown: Shown): string =>
  JSON.stringify([
    shown.layer,
    shown.notes,
    shown.bars,
    shown.lines.map(({ letter, step, text: words }) => [letter, step, plainText(words)]),
  ]);
