/** A lane's numbers as a table: a window of steps around the cursor, with loss, gradient norm and the map's metric row by row. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { formatPlain } from '../../../charts/format';
import { capital } from '../stack/blockWords';
import { valueWords } from '../../words/cellWords';
import { layerName } from '../../words/layerName';
import { stepValue } from '../explore';
import { useHouse } from '../house';
import type { Live } from '../live';
import { MathText } from '../parts/MathText';
import { useCalmly } from '../parts/useCalmly';
import { readerOf } from './facts';
import { laneTable } from './openTable';
import './laneTable.css';

/** Steps beside each other. */
const WINDOW = 6;
const text = {
  caption: (metric: string, letter: string) => `${capital(metric)} in lane ${letter}`,
  none: 'Nothing measured yet.',
  row: 'Row',
  step: (step: number) => `Step ${step}`,
  loss: 'Loss',
  norm: 'Gradient norm',
  earlier: 'Earlier steps',
  later: 'Later steps',
  close: 'Close',
};

export function LaneTable() {
  const laneId = useStore(laneTable, (state) => state.laneId);
  return laneId === null ? null : <OpenTable laneId={laneId} />;
}

function OpenTable({ laneId }: { readonly laneId: string }) {
  const house = useHouse();
  const dialog = useRef<HTMLDialogElement>(null);
  const [live, setLive] = useState<Live>(house.live);
  useCalmly(useCallback((now: Live) => setLive(now), []));
  const [first, setFirst] = useState(() => Math.max(0, live.cursorStep - WINDOW + 1));
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  const lane = live.lanes.find(({ spec }) => spec.id === laneId);
  const lastStep = lane?.run.record.lastStep ?? -1;
  const from = Math.max(0, Math.min(first, lastStep));
  const steps = Array.from({ length: WINDOW }, (_, index) => from + index).filter((step) => step <= lastStep);
  const canGo = (by: number) => (by < 0 ? from > 0 : from + WINDOW <= lastStep);
  const go = (by: number) => canGo(by) && setFirst(Math.max(0, from + by));

  return (
    <dialog
      ref={dialog}
      className="lane-table"
      aria-labelledby="lane-table-title"
      onClose={() => laneTable.setState({ laneId: null })}
    >
      <h2 id="lane-table-title">{text.caption(live.scale.metric.label, lane?.letter ?? '')}</h2>
      {lane && steps.length > 0 ? (
        <section className="lane-table-scroll" tabIndex={0} aria-labelledby="lane-table-title">
          <Numbers live={live} lane={lane} steps={steps} />
        </section>
      ) : (
        <p>{text.none}</p>
      )}
      <form method="dialog">
        <button type="button" className="act" aria-disabled={!canGo(-1)} onClick={() => go(-WINDOW)}>
          {text.earlier}
        </button>
        <button type="button" className="act" aria-disabled={!canGo(1)} onClick={() => go(WINDOW)}>
          {text.later}
        </button>
        <button type="submit" className="act">
          {text.close}
        </button>
      </form>
    </dialog>
  );
}

function Numbers(props: {
  readonly live: Live;
  readonly lane: Live['lanes'][number];
  readonly steps: readonly number[];
}) {
  const { live, lane, steps } = props;
  const reader = readerOf(lane.run);
  const { metric } = live.scale;
  const rows = steps.map((step) => reader.rowAt(step) ?? reader.row(reader.columnOfStep(step)));
  const ofSteps = (quantity: 'loss' | 'globalNorm') =>
    steps.map((step) => formatPlain(stepValue(lane.run, step, quantity) ?? Number.NaN));
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{text.row}</th>
          {steps.map((step) => (
            <th key={step} scope="col">
              {text.step(step)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        <Line name={text.loss} values={ofSteps('loss')} />
        <Line name={text.norm} values={ofSteps('globalNorm')} />
        {lane.run.layers.map(({ id }, layer) => (
          <Line
            key={id}
            name={capital(layerName(lane.run.layers, layer))}
            values={rows.map((row) => valueWords(metric, row, layer))}
          />
        ))}
      </tbody>
    </table>
  );
}

function Line({ name, values }: { readonly name: string; readonly values: readonly string[] }) {
  return (
    <tr>
      <th scope="row">{name}</th>
      {values.map((value, index) => (
        <td key={index}>
          <MathText text={value} />
        </td>
      ))}
    </tr>
  );
}
