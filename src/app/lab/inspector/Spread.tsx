/** How the numbers of the selected layer are spread at the cursor's step. */
import { useCallback, useState } from 'react';
import type { Histograms } from '../../../engine/types';
import { drawHistogram } from '../../../charts/histogram';
import { laneLine } from '../../../charts/theme';
import { layerName } from '../../words/layerName';
import { snapshotAt } from '../../../state/derived';
import type { Live } from '../live';
import { Chart, type ChartFrame, FOLLOWS_NOTHING } from '../parts/Chart';
import { useCalmly } from '../parts/useCalmly';

type Tensor = keyof Histograms['tensors'];
const TENSORS: readonly (readonly [Tensor, string])[] = [
  ['weights', 'weights'],
  ['preActivation', 'pre-activation'],
  ['output', 'output'],
  ['gradientOutput', 'gradient'],
];
/** The chart's own headline is left out: the words above say what it shows. */
const HEIGHT = 92;
const text = {
  heading: (letter: string, layer: string) => `How the numbers are spread: ${letter}, ${layer}`,
  step: (step: number) => `at step ${step}`,
  which: 'Which numbers',
};

interface Shown {
  readonly heading: string;
  readonly step: number;
  readonly laneIndex: number;
  readonly histograms: Histograms;
}

export function Spread() {
  const [tensor, setTensor] = useState<Tensor>('weights');
  const [shown, setShown] = useState<Shown | null>(null);
  const write = useCallback((live: Live) => {
    const next = read(live);
    setShown((before) => (before && next && isSame(before, next) ? before : next));
  }, []);
  useCalmly(write);
  const draw = useCallback(
    (context: CanvasRenderingContext2D, frame: ChartFrame) => {
      if (!shown) return;
      const { colour } = laneLine(frame.theme, shown.laneIndex);
      drawHistogram(
        context,
        { title: '', bins: shown.histograms.tensors[tensor] ?? null, colour },
        { left: 0, top: -12, width: frame.width, height: HEIGHT + 12 },
        frame.theme,
      );
    },
    [shown, tensor],
  );
  if (shown === null) return null;
  const { heading, step } = shown;

  return (
    <section className="spread" aria-label={heading}>
      <h2>{heading}</h2>
      <p className="quiet small">{text.step(step)}</p>
      <fieldset className="words-row">
        <legend className="spoken">{text.which}</legend>
        {TENSORS.map(([id, label]) => (
          <label key={id} className="choice-word">
            <input
              type="radio"
              className="spoken"
              name="spread"
              checked={tensor === id}
              onChange={() => setTensor(id)}
            />
            <span>{label}</span>
          </label>
        ))}
      </fieldset>
      <Chart name={heading} describe={() => heading} draw={draw} height={HEIGHT} follows={FOLLOWS_NOTHING} />
    </section>
  );
}

function read(live: Live): Shown | null {
  const lane = live.lanes.find(({ spec }) => spec.id === live.view.selectedLane) ?? live.lanes[0];
  const snapshot = lane ? snapshotAt(lane.run, live.view.cursor) : null;
  if (!lane || !snapshot?.histograms) return null;
  const { histograms, step } = snapshot;
  return {
    heading: text.heading(lane.letter, layerName(lane.run.layers, histograms.layer)),
    step,
    laneIndex: lane.index,
    histograms,
  };
}

const isSame = (one: Shown, other: Shown): boolean =>
  one.histograms === other.histograms && one.heading === other.heading && one.step === other.step;
