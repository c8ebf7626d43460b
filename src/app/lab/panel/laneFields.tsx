/** Fields of settings that the whole lane has: rate, optimizer, schedule, clipping, loss, batch. */
import { CLIPPINGS, LOSSES, OPTIMIZERS } from '../../../catalogue/registry';
import type { Entry, Parameter } from '../../../catalogue/types';
import { maybeDataset } from '../../../data/registry';
import { fittingLosses } from '../../../data/types';
import { settingsAt } from '../../../spec/edits';
import type { LaneSpec } from '../../../spec/types';
import { letterOf } from '../../../state/derived';
import { useExperiment, useRun } from '../house';
import { Lock, useMay } from '../locks';
import { ParameterField } from '../parts/ParameterField';
import { Word } from '../parts/Word';
import { useLaneActions } from '../useLaneActions';
import { ChoiceFields } from './ChoiceFields';
import { learningRate } from './numbers';
import { wordKey } from './openWord';

/** What a panel's fields are given; `blockId` null: the whole lane. */
export interface FieldsProps {
  readonly lane: LaneSpec;
  readonly blockId: string | null;
}

const now = (lane: LaneSpec) => settingsAt(lane, Number.POSITIVE_INFINITY);

/** A choice that the whole lane has (`clipping`, `optimizer`, …). */
export function LaneChoice<E extends Entry>(props: {
  readonly lane: LaneSpec;
  readonly path: 'optimizer' | 'schedule' | 'clipping' | 'loss';
  readonly entries: readonly E[];
  readonly legend: string;
}) {
  const actions = useLaneActions(props.lane.id);
  return (
    <ChoiceFields
      entries={props.entries}
      isFixed={!useMay(props.path)}
      choice={now(props.lane)[props.path]}
      legend={props.legend}
      gesture={actions.gesture}
      onChoose={(choice) => actions.set(props.path, choice)}
      onParameter={(id, value) => actions.set(`${props.path}.${id}`, value)}
    />
  );
}

/** A number that the whole lane has. */
export function LaneNumber(props: {
  readonly lane: LaneSpec;
  readonly path: 'learningRate' | 'weightDecay' | 'batchSize';
  readonly parameter: Parameter;
}) {
  const actions = useLaneActions(props.lane.id);
  return (
    <div className="panel-fields">
      <ParameterField
        parameter={props.parameter}
        value={now(props.lane)[props.path]}
        gesture={actions.gesture}
        onChange={(value) => actions.set(props.path, value)}
      />
    </div>
  );
}

/** Settings that the sentence leaves out while they do nothing. */
const MORE = [
  ['schedule', 'schedule'],
  ['weightDecay', 'weight decay'],
  ['loss', 'loss'],
] as const;

export function RateFields({ lane }: FieldsProps) {
  const letter = useExperiment(({ experiment }) => letterOf(experiment.lanes, lane.id));
  const hasRun = useRun(({ lanes }) => (lanes[lane.id]?.steps ?? 0) > 0);
  return (
    <>
      <Lock control="learningRate">
        <LaneNumber lane={lane} path="learningRate" parameter={learningRate} />
      </Lock>
      <Lock control="optimizer">
        <LaneChoice lane={lane} path="optimizer" entries={OPTIMIZERS} legend="Or" />
      </Lock>
      {hasRun && <p className="warning">Another optimizer starts {letter} again from step 0.</p>}
      <p className="words-row">
        <span className="quiet">Also</span>
        {MORE.map(([setting, label]) => (
          <Word key={setting} word={wordKey(lane.id, setting)}>
            {label}
          </Word>
        ))}
      </p>
    </>
  );
}

export function ClippingFields({ lane }: FieldsProps) {
  const mayChoose = useMay('clipping');
  const actions = useLaneActions(lane.id);
  return (
    <>
      <LaneChoice lane={lane} path="clipping" entries={CLIPPINGS} legend="Or" />
      <label className="field-switch">
        <input
          type="checkbox"
          disabled={!mayChoose}
          checked={now(lane).skipNonFinite}
          onChange={(event) => actions.set('skipNonFinite', event.target.checked)}
        />
        Skip the step when the gradient is not finite
      </label>
    </>
  );
}

export function LossFields({ lane }: FieldsProps) {
  const { id: dataset, values } = useExperiment(({ experiment }) => experiment.dataset);
  const set = maybeDataset(dataset);
  const fitting = set && fittingLosses(set, values);
  return (
    <LaneChoice
      lane={lane}
      path="loss"
      entries={LOSSES.filter(({ id }) => fitting?.includes(id))}
      legend="Or"
    />
  );
}
