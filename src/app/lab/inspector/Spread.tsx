/** How the numbers of the selected layer are spread at the cursor's step. */
import { useCallback, useState } from 'react';
import type { Histograms } from '../../../engine/types';
import { drawHistogram } from '../../../charts/histogram';
import { laneLine } from '../../../charts/theme';
import { layerName } from '../../words/layerName';
import { snapshotAt } from '../../../state/derived';
import { useHouse } from '../house';
import type { Live, LiveLane } from '../live';
import { Chart, type ChartFrame } from '../parts/Chart';
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

export function Spread() {
  const { live } = useHouse();
  const [tensor, setTensor] = useState<Tensor>('weights');
  const [heading, setHeading] = useState<string | null>(null);
  const [step, setStep] = useState(0);
  const write = useCallback(() => {
    const lane = laneOf(live());
    const has = lane ? histogramsOf(live(), lane) : null;
    setHeading(lane && has ? text.heading(lane.letter, layerName(lane.run.layers, has.layer)) : null);
    setStep((lane && snapshotAt(lane.run, live().view.cursor)?.step) ?? 0);
  }, [live]);
  useCalmly(write);
  const draw = useCallback(
    (context: CanvasRenderingContext2D, frame: ChartFrame) => {
      const now = live();
      const lane = laneOf(now);
      const bins = lane ? (histogramsOf(now, lane)?.tensors[tensor] ?? null) : null;
      if (!lane) return;
      const { colour } = laneLine(frame.theme, lane.index);
      drawHistogram(
        context,
        { title: '', bins, colour },
        { left: 0, top: -12, width: frame.width, height: HEIGHT + 12 },
        frame.theme,
      );
    },
    [live, tensor],
  );
  if (heading === null) return null;

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
      <Chart name={heading} describe={() => heading} draw={draw} height={HEIGHT} />
    </section>
  );
}

function laneOf(live: Live): LiveLane | null {
  return live.lanes.find(({ spec }) => spec.id === live.view.selectedLane) ?? live.lanes[0] ?? null;
}

function histogramsOf(live: Live, lane: LiveLane): Histograms | null {
  return snapshotAt(lane.run, live.view.cursor)?.histograms ?? null;
}
