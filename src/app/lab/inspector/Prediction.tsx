/** What the networks are for stays in sight: their prediction at the cursor, how much of it is right, and the held-out loss. */
import { useCallback, useState } from 'react';
import { formatPlain } from '../../../charts/format';
import { drawPrediction, predictionHeight } from '../../../charts/prediction';
import { type PredictionData, predictionWords } from '../../../charts/predictionTypes';
import { maybeDataset } from '../../../data/registry';
import type { Data } from '../../../data/types';
import type { Snapshot } from '../../../engine/types';
import { snapshotAt } from '../../../state/derived';
import type { LaneRunState } from '../../../state/types';
import { useRun } from '../house';
import type { Live } from '../live';
import { Chart, type ChartFrame, FOLLOWS_NOTHING } from '../parts/Chart';
import { MathText } from '../parts/MathText';
import { useCalmly } from '../parts/useCalmly';
import { useKeptHeight } from '../parts/useKeptHeight';

const text = {
  heading: 'What the networks see and say',
  lead: (noun: string) => `${noun.charAt(0).toUpperCase()}${noun.slice(1)} that none was trained on`,
  at: (step: number) => `at step ${step}`,
};
/** `B, C and D` */
const list = new Intl.ListFormat('en-GB');
const WIDTH = 312;
const createCanvas = (width: number, height: number) => new OffscreenCanvas(width, height);

interface Shown {
  readonly data: PredictionData;
  readonly lead: string;
  readonly losses: string;
}

export function Prediction() {
  const kind = useRun(({ data }) => data?.picture.kind ?? 'none');
  const unit = useRun(({ data }) => data?.unit);
  const [shown, setShown] = useState<Shown | null>(null);

  const write = useCallback((live: Live) => {
    const data = predictionData(live);
    if (!data || data.lanes.every(({ snapshot }) => snapshot === null)) {
      // Of lanes that cannot be built none is on its way, and what others said before is not theirs.
      if (live.lanes.every(({ run }) => run.error !== null)) setShown(null);
      return;
    }
    const next = { data, lead: leadWords(data), losses: heldOutWords(data) };
    setShown((before) => (before && isSame(before.data, data) ? before : next));
  }, []);
  useCalmly(write);
  const letters = shown?.data.lanes.map(({ mark }) => mark.letter).join('');
  const section = useKeptHeight(`${kind} ${letters}`);

  const draw = useCallback(
    (context: CanvasRenderingContext2D, frame: ChartFrame) => {
      if (!shown) return;
      const geometry = { left: 0, top: 0, width: Math.min(WIDTH, frame.width) };
      drawPrediction(context, shown.data, geometry, frame.theme, createCanvas);
    },
    [shown],
  );
  if (kind === 'none' || shown === null) return null;
  const { data, lead, losses } = shown;

  return (
    <section ref={section} className="prediction" aria-label={text.heading}>
      <h2>{text.heading}</h2>
      <p className="quiet small">{lead}</p>
      {unit !== undefined && <p className="quiet small">{unit}</p>}
      <Chart
        name={text.heading}
        describe={() => data.lanes.map((lane) => predictionWords(data, lane)).join(' ')}
        draw={draw}
        height={predictionHeight(data, WIDTH)}
        follows={FOLLOWS_NOTHING}
      />
      <p className="quiet small">
        <MathText text={losses} />
      </p>
    </section>
  );
}

const isSame = (one: PredictionData, other: PredictionData): boolean =>
  one.source === other.source &&
  one.noun === other.noun &&
  one.lanes.length === other.lanes.length &&
  one.lanes.every(({ mark, snapshot }, index) => {
    const against = other.lanes[index];
    return against?.snapshot === snapshot && against.mark.letter === mark.letter;
  });

/** At the cursor's step; until that is computed (a cursor on its way), or where no lane has it, the latest there is: the line above says of which step. */
function predictionData(live: Live): PredictionData | null {
  const { data } = live.run;
  if (!data) return null;
  const lanesWith = (snapshotOf: (run: LaneRunState) => Snapshot | null) =>
    live.lanes.map(({ letter, index, run }) => ({
      mark: { letter, index },
      snapshot: fitting(data, snapshotOf(run)),
    }));
  const atCursor = lanesWith((run) => snapshotAt(run, live.view.cursor));
  const isThere = atCursor.some(({ snapshot }) => snapshot !== null);
  return {
    source: data,
    lanes: isThere ? atCursor : lanesWith((run) => run.snapshot),
    noun: maybeDataset(live.experiment.dataset.id)?.noun ?? 'rows',
  };
}

/** A snapshot that was taken on other data, just before these were chosen, is none. */
function fitting(data: Data, snapshot: Snapshot | null): Snapshot | null {
  if (!snapshot) return null;
  const { kind } = data.picture;
  const isOnGrid = kind === 'plane' || kind === 'curve';
  const rows =
    kind === 'plane' ? snapshot.gridSize ** 2 : kind === 'curve' ? snapshot.gridSize : data.heldOut.count;
  const fits =
    (!isOnGrid || snapshot.gridSize > 0) && snapshot.outputs.length === rows * Math.max(1, data.outputs);
  return fits ? snapshot : null;
}

/** "Digits that none was trained on, at step 90"; lanes of other steps say theirs: "…: A at step 2, B and C at step 90". */
function leadWords({ lanes, noun }: PredictionData): string {
  const letters = new Map<number, string[]>();
  for (const { mark, snapshot } of lanes)
    if (snapshot) letters.set(snapshot.step, [...(letters.get(snapshot.step) ?? []), mark.letter]);
  const [first, ...others] = [...letters];
  if (!first) return text.lead(noun);
  if (others.length === 0) return `${text.lead(noun)}, ${text.at(first[0])}`;
  const parts = [first, ...others].map(([step, each]) => `${list.format(each)} ${text.at(step)}`);
  return `${text.lead(noun)}: ${parts.join(', ')}`;
}

/** "Held-out loss: A NaN, B 0.124" */
function heldOutWords({ lanes }: PredictionData): string {
  const parts = lanes.flatMap(({ mark, snapshot }) =>
    snapshot ? [`${mark.letter} ${formatPlain(snapshot.heldOut.loss)}`] : [],
  );
  return parts.length > 0 ? `Held-out loss: ${parts.join(', ')}` : '';
}
