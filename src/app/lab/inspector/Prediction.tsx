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
import { useHouse, useRun } from '../house';
import type { Live } from '../live';
import { Chart, type ChartFrame } from '../parts/Chart';
import { useCalmly } from '../parts/useCalmly';

const text = {
  heading: 'What the networks see and say',
  lead: (noun: string, step: number) =>
    `${noun.charAt(0).toUpperCase()}${noun.slice(1)} that none was trained on, at step ${step}`,
};
const WIDTH = 312;
const createCanvas = (width: number, height: number) => new OffscreenCanvas(width, height);

export function Prediction() {
  const { live } = useHouse();
  const kind = useRun(({ data }) => data?.picture.kind ?? 'none');
  const [lead, setLead] = useState('');
  const [losses, setLosses] = useState('');
  const [height, setHeight] = useState(120);

  const write = useCallback(() => {
    const now = live();
    const data = predictionData(now);
    if (!data || data.lanes.every(({ snapshot }) => snapshot === null)) return;
    const step = Math.max(0, ...data.lanes.map(({ snapshot }) => snapshot?.step ?? 0));
    setLead(text.lead(data.noun, step));
    setHeight(predictionHeight(data, WIDTH));
    setLosses(heldOutWords(now));
  }, [live]);
  useCalmly(write);

  const draw = useCallback(
    (context: CanvasRenderingContext2D, frame: ChartFrame) => {
      const data = predictionData(live());
      if (data)
        drawPrediction(
          context,
          data,
          { left: 0, top: 0, width: Math.min(WIDTH, frame.width) },
          frame.theme,
          createCanvas,
        );
    },
    [live],
  );
  if (kind === 'none' || lead === '') return null;

  return (
    <section className="prediction" aria-label={text.heading}>
      <h2>{text.heading}</h2>
      <p className="quiet small">{lead}</p>
      <Chart name={text.heading} describe={() => words(live())} draw={draw} height={height} />
      <p className="quiet small">{losses}</p>
    </section>
  );
}

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

function words(live: Live): string {
  const data = predictionData(live);
  return data ? data.lanes.map((lane) => predictionWords(data, lane)).join(' ') : '';
}

/** "Held-out loss: A NaN, B 0.124" */
function heldOutWords(live: Live): string {
  const parts = live.lanes.flatMap(({ letter, run }) => {
    const snapshot = snapshotAt(run, live.view.cursor);
    return snapshot ? [`${letter} ${formatPlain(snapshot.heldOut.loss)}`] : [];
  });
  return parts.length > 0 ? `Held-out loss: ${parts.join(', ')}` : '';
}
