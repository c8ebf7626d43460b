/** Why it grows, measured: through the selected layer, what its weights and its activation multiply the gradient by. */
import { LIMITS } from '../../../spec/limits';
import { useCallback, useState } from 'react';
import { CLASS, type Layer } from '../../../catalogue/types';
import { drawGainBars, gainBarsHeight, type GainEntry } from '../../../charts/gainBars';
import { formatFactor } from '../../../charts/format';
import { printedProduct } from '../../../history/printed';
import { type ChainSplit, gainSplit, type GainSplit } from '../../../history/split';
import { countedRowOf } from '../../../history/wayBack';
import { layerName } from '../../words/layerName';
import { plainText, type Text } from '../../words/segments';
import { elementName, splitText, tellingOf } from '../../words/splitText';
import type { Theme } from '../../../charts/types';
import { useTheme } from '../../surface/useTheme';
import type { Live } from '../live';
import { Chart, type ChartFrame, FOLLOWS_NOTHING } from '../parts/Chart';
import { useCalmly } from '../parts/useCalmly';
import { useKeptHeight } from '../parts/useKeptHeight';
import { Words } from '../parts/Words';

const text = {
  heading: (layer: string) => `Why it grows: ${layer}`,
  lead: 'On its way back the gradient is multiplied by:',
  ownWay: (name: string) =>
    `The ${name} has a way of its own from step to step: it is the ${name}’s gradient that is split.`,
  noStep: (letter: string, step: number) => `${letter} has no step ${step}; step 0 is shown.`,
};

/** The narrowest inspector. */
const WIDTH = 268;

interface Line {
  readonly letter: string;
  readonly index: number;
  readonly step: number;
  /** Nothing where the bars say it. */
  readonly text: Text;
  readonly inside: readonly Text[];
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
  const section = useKeptHeight(shown ? `${shown.layer} ${shown.lanes}` : '');

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
          describe={() => shown.bars.map(spokenBar).join('. ')}
          draw={draw}
          height={shown.height}
          follows={FOLLOWS_NOTHING}
        />
      )}
      {shown.lines.map((line) => (
        <div key={`${line.letter}${line.step}`} className="split-line">
          <span className={`lane-letter lane-${line.index % LIMITS.lanes}`}>{line.letter}</span>
          <span className="quiet small">step {line.step}</span>
          <span>
            <Words text={line.text} />
            {line.inside.map((inside, index) => (
              <span key={index} className="split-inside">
                <Words text={inside} />
              </span>
            ))}
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
    if (split.kind === 'chain' && split.of !== split.layer) {
      const note = text.ownWay(run.layers[split.of]?.junction?.paths[0] ?? '');
      if (!notes.includes(note)) notes.push(note);
    }
    const words = splitText(run.layers, split);
    const bar = barOf(run.layers, split, { letter, index }, step, words.line);
    if (bar) bars.push(bar);
    if (!bar || words.inside.length > 0)
      lines.push({ letter, index, step, text: bar ? [] : words.line, inside: words.inside });
  }
  return {
    layer: layerName(selected.run.layers, spokenOf(selected.run.layers, live.view.selectedLayer)),
    lanes: live.lanes.map(({ letter }) => letter).join(''),
    lines,
    notes,
    bars,
    height: heightOf(bars, theme),
  };
}

/** A row that is not drawn stands for the one it belongs to. */
const spokenOf = (layers: readonly Layer[], layer: number): number =>
  layers[layer]?.place === 'inner' ? countedRowOf(layers, layer) : layer;

/** The bars' words are measured, since they wrap. */
function heightOf(bars: readonly GainEntry[], theme: Theme): number {
  const context = new OffscreenCanvas(1, 1).getContext('2d');
  if (!context) return 0;
  const measuring = context as unknown as CanvasRenderingContext2D; // text alone is measured, as both kinds do it
  return gainBarsHeight(measuring, bars, WIDTH, theme);
}

/** What the arrows show, in one line. */
function spokenBar({ mark, step, of, total, factors, words, figures }: GainEntry): string {
  const printed = factors.map(
    ({ name, value }, index) => `${name} ${formatFactor(value, figures?.[index + 1])}`,
  );
  const growth = `${of ? `${of} ` : ''}${formatFactor(total, figures?.[0])}`;
  return `${mark.letter}, step ${step}: ${growth} ${words ?? `= ${printed.join(' · ')}`}`;
}

/** The chain as arrows, where all of it are numbers. */
function barOf(
  layers: readonly Layer[],
  split: GainSplit,
  mark: GainEntry['mark'],
  step: number,
  line: Text,
): GainEntry | null {
  if (split.kind !== 'chain' || split.growth.class !== CLASS.finite) return null;
  const telling = tellingOf(split.elements);
  if (telling.some(({ measured }) => measured.class !== CLASS.finite)) return null;
  const elements = telling.toSorted((one, other) => other.measured.value - one.measured.value);
  const printed = printedProduct(elements.map(({ measured }) => measured.value));
  return {
    mark,
    step,
    total: split.growth.value,
    factors: elements.map((each) => ({
      name: elementName(layers, each),
      value: each.measured.value,
      ...(each.kind === 'parallel' ? { paths: [each.first.value, each.second.value] as const } : {}),
    })),
    figures: [printed.product.figures, ...printed.factors.map(({ figures }) => figures)],
    ...wordsOf(split, line, elements.length === 1),
  };
}

/** Before the growth and behind it, where that is no product: `cell` ×0.98 `from cell ×0.90 and rest ×0.12, …`. */
function wordsOf({ layer, of }: ChainSplit, line: Text, isOne: boolean): Pick<GainEntry, 'of' | 'words'> {
  const at = line.findIndex(({ tone }) => tone === 'strong');
  const before = plainText(line.slice(0, at)).trim();
  return {
    ...(of === layer ? {} : { of: before }),
    ...(isOne ? { words: plainText(line.slice(at + 1)).trim() } : {}),
  };
}

const keyOf = (shown: Shown): string =>
  JSON.stringify([
    shown.layer,
    shown.notes,
    shown.bars,
    shown.lines.map(({ letter, step, text: words, inside }) => [
      letter,
      step,
      ...[words, ...inside].map(plainText),
    ]),
  ]);
