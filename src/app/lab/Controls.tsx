/** The run and what all lanes share: Run, Step, Rewind, Undo, speed, data, seed, length, and what the colours show. */
import { useCallback, useRef } from 'react';
import { defaultsOf, METRICS } from '../../catalogue/registry';
import type { Parameter, Value } from '../../catalogue/types';
import { DATASETS } from '../../data/registry';
import { LIMITS } from '../../spec/limits';
import { furthestStep } from '../../state/run';
import { cursorNewest, isBehind, newSeed, redo, rewind, step, undo } from '../commands';
import { ownDataPanel } from '../ownFiles';
import { useFrameText } from '../surface/useFrameText';
import { useExperiment, useHouse, useRun } from './house';
import { Lock } from './locks';
import { NumberField } from './parts/NumberField';
import { useStores } from './parts/Chart';
import { CommandButton, useCommandState } from './parts/CommandButton';
import { RunButton } from './RunButton';

const text = {
  region: 'Run and settings',
  speed: 'Speed',
  data: 'Data',
  ownTable: 'the table',
  seed: 'Seed',
  shows: 'Colour shows',
  of: 'of',
  steps: 'steps',
  beyond: 'steps, length',
  length: 'Length in steps',
  perSecond: (speed: number) => (Number.isFinite(speed) ? `${speed} a second` : 'full speed'),
};

/** Steps a second at the places of the slider; the last is as fast as it goes. */
const SPEEDS = [1, 2, 5, 10, 20, 50, 100, 200, Number.POSITIVE_INFINITY] as const;

export function Controls() {
  return (
    <section className="controls" aria-label={text.region}>
      <RunButton />
      <StepAndRewind />
      <UndoRedo />
      <Speed />
      <Lock control="data">
        <DataWord />
      </Lock>
      <Lock control="seed">
        <SeedWord />
      </Lock>
      <Lock control="colours">
        <MetricWord />
      </Lock>
      <StepCount />
      <NewestStep />
    </section>
  );
}

/** On the phone these stand in the sheet; the run has its bar at the foot. */
export function SharedSettings() {
  return (
    <section className="shared-settings" aria-label={text.region}>
      <UndoRedo />
      <Lock control="data">
        <DataWord />
      </Lock>
      <Lock control="seed">
        <SeedWord />
      </Lock>
      <Lock control="colours">
        <MetricWord />
      </Lock>
      <Speed />
      <StepCount />
    </section>
  );
}

export function StepAndRewind() {
  return (
    <>
      <CommandButton command={step} />
      <CommandButton command={rewind} />
    </>
  );
}

function UndoRedo() {
  return (
    <>
      <CommandButton command={undo} />
      <CommandButton command={redo} />
    </>
  );
}

function Speed() {
  const { session } = useHouse();
  const speed = useRun((run) => run.speed);
  const place = SPEEDS.findIndex((each) => each >= speed);
  return (
    <label className="control-pair speed">
      <span className="quiet">{text.speed}</span>
      <input
        type="range"
        min={0}
        max={SPEEDS.length - 1}
        step={1}
        value={place < 0 ? SPEEDS.length - 1 : place}
        aria-valuetext={text.perSecond(speed)}
        onChange={(event) => session.setSpeed(SPEEDS[Number(event.target.value)] ?? 20)}
      />
    </label>
  );
}

function DataWord() {
  const { session } = useHouse();
  const { id, values } = useExperiment((state) => state.experiment.dataset);
  const chosen = DATASETS.find((set) => set.id === id);
  const openOwn = () => ownDataPanel.setState({ isOpen: true, dropped: null });
  return (
    <>
      <label className="control-pair">
        <span className="quiet">{text.data}</span>
        <select
          className="word"
          value={id}
          onChange={(event) => {
            const set = DATASETS.find((each) => each.id === event.target.value);
            if (set?.own)
              openOwn(); // the data stay until there is a table
            else if (set) session.setDataset(set.id, defaultsOf(set));
          }}
        >
          {DATASETS.map((set) => (
            <option key={set.id} value={set.id}>
              {set.label}
            </option>
          ))}
        </select>
      </label>
      {chosen?.own && (
        <button type="button" className="word own-name" onClick={openOwn}>
          {String(values.name || text.ownTable)}
        </button>
      )}
      {(chosen?.own ? [] : (chosen?.parameters ?? [])).map((parameter) => (
        <span key={parameter.id} className="control-pair" title={parameter.description}>
          <span className="quiet">{parameter.label}</span>
          <DataParameter
            parameter={parameter}
            value={values[parameter.id] ?? parameter.default}
            onChange={(value) => session.setDataset(id, { ...values, [parameter.id]: value })}
          />
        </span>
      ))}
    </>
  );
}

function DataParameter(props: {
  readonly parameter: Parameter;
  readonly value: Value;
  readonly onChange: (value: Value) => void;
}) {
  const { parameter, value, onChange } = props;
  if (parameter.type === 'choice') {
    return (
      <select
        className="word"
        aria-label={parameter.label}
        value={String(value)}
        onChange={(event) => onChange(event.target.value)}
      >
        {(parameter.choices ?? []).map((choice) => (
          <option key={choice}>{choice}</option>
        ))}
      </select>
    );
  }
  return (
    <NumberField
      label={parameter.label}
      value={Number(value)}
      min={parameter.min}
      max={parameter.max}
      integer={parameter.type === 'integer'}
      onCommit={onChange}
    />
  );
}

function SeedWord() {
  const { experiment } = useHouse();
  const seed = useExperiment((state) => state.experiment.seed);
  return (
    <span className="control-pair">
      <span className="quiet">{text.seed}</span>
      <NumberField
        label={text.seed}
        value={seed}
        min={0}
        max={LIMITS.seed}
        integer
        onCommit={(value) => experiment.getState().setSeed(value)}
      />
      <CommandButton command={newSeed} className="act seed-next" />
    </span>
  );
}

function MetricWord() {
  const { experiment } = useHouse();
  const id = useExperiment((state) => state.experiment.view.metric);
  return (
    <label className="control-pair">
      <span className="quiet">{text.shows}</span>
      <select
        className="word"
        value={id}
        onChange={(event) => experiment.getState().setMetric(event.target.value)}
      >
        {METRICS.map((metric) => (
          <option key={metric.id} value={metric.id}>
            {metric.label}
          </option>
        ))}
      </select>
    </label>
  );
}

/** "18 of 500 steps", the number through a ref, the length to type; "500 steps, length 10" where it was made shorter. */
function StepCount() {
  const { run, experiment } = useHouse();
  const length = useExperiment((state) => state.experiment.length);
  const isBeyond = useRun(({ lanes }) => furthestStep(lanes) > length);
  const number = useRef<HTMLSpanElement>(null);
  const count = useCallback(() => `${furthestStep(run.getState().lanes)}`, [run]);
  useFrameText(number, count, useStores());
  return (
    <span className="control-pair step-count">
      <span ref={number} className="step-number" />
      <span className="quiet">{isBeyond ? text.beyond : text.of}</span>
      <Lock control="length">
        <NumberField
          label={text.length}
          value={length}
          min={1}
          max={LIMITS.length}
          integer
          onCommit={(value) => experiment.getState().setLength(value)}
        />
      </Lock>
      {!isBeyond && <span className="quiet">{text.steps}</span>}
    </span>
  );
}

/** Its place is kept free, so that nothing moves when it comes. */
function NewestStep() {
  const house = useHouse();
  const isNeeded = useCommandState(() => isBehind(house));
  return (
    <span style={{ visibility: isNeeded ? 'visible' : 'hidden' }}>
      <CommandButton command={cursorNewest} />
    </span>
  );
}
