/** One panel a setting of a lane. Entries come from the catalogue's registries; none is named here. */
import type { ComponentType } from 'react';
import {
  ACTIVATIONS,
  block as blockEntry,
  BLOCKS,
  CLIPPINGS,
  INITIALIZERS,
  LOSSES,
  OPTIMIZERS,
  SCHEDULES,
} from '../../../catalogue/registry';
import type { Block, Choice, Entry, Parameter } from '../../../catalogue/types';
import { maybeDataset } from '../../../data/registry';
import type { LaneSpec } from '../../../spec/types';
import { settingsAt } from '../../../spec/edits';
import { findBlock } from '../../../spec/stack';
import { weightsPhrase } from '../../words/weightsPhrase';
import { useExperiment, useRun } from '../house';
import { ParameterField } from '../parts/ParameterField';
import { everyBlock, useLaneActions } from '../useLaneActions';
import { ChoiceFields } from './ChoiceFields';
import { GrowthCurve } from './GrowthCurve';
import { batchSize, biasSigma, learningRate, repeat, weightDecay } from './numbers';

interface FieldsProps {
  readonly lane: LaneSpec;
  readonly blockId: string | null;
}
interface Panel {
  readonly title: string;
  readonly rebuilds: boolean;
  readonly Fields: ComponentType<FieldsProps>;
}

const now = (lane: LaneSpec) => settingsAt(lane, Number.POSITIVE_INFINITY);

/** A choice that the whole lane has (`clipping`, `optimizer`, …). */
function LaneChoice<E extends Entry>(props: {
  readonly lane: LaneSpec;
  readonly path: 'optimizer' | 'schedule' | 'clipping' | 'loss';
  readonly entries: readonly E[];
  readonly legend: string;
}) {
  const actions = useLaneActions(props.lane.id);
  return (
    <ChoiceFields
      entries={props.entries}
      choice={now(props.lane)[props.path]}
      legend={props.legend}
      gesture={actions.gesture}
      onChoose={(choice) => actions.set(props.path, choice)}
      onParameter={(id, value) => actions.set(`${props.path}.${id}`, value)}
    />
  );
}

/** A number that the whole lane has. */
function LaneNumber(props: {
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

function RateFields({ lane }: FieldsProps) {
  return (
    <>
      <LaneNumber lane={lane} path="learningRate" parameter={learningRate} />
      <LaneChoice lane={lane} path="optimizer" entries={OPTIMIZERS} legend="Or" />
    </>
  );
}

function ClippingFields({ lane }: FieldsProps) {
  const actions = useLaneActions(lane.id);
  return (
    <>
      <LaneChoice lane={lane} path="clipping" entries={CLIPPINGS} legend="Or" />
      <label className="field-switch">
        <input
          type="checkbox"
          checked={now(lane).skipNonFinite}
          onChange={(event) => actions.set('skipNonFinite', event.target.checked)}
        />
        Skip the step when the gradient is not finite
      </label>
    </>
  );
}

function LossFields({ lane }: FieldsProps) {
  const dataset = useExperiment(({ experiment }) => experiment.dataset.id);
  const fitting = maybeDataset(dataset)?.losses;
  return (
    <LaneChoice
      lane={lane}
      path="loss"
      entries={LOSSES.filter(({ id }) => fitting?.includes(id))}
      legend="Or"
    />
  );
}

/** Initialization of one block, of the output row, or (no block named) of every block alike. */
function InitializerFields({ lane, blockId }: FieldsProps) {
  const actions = useLaneActions(lane.id);
  const isOutput = blockId === 'output';
  const choice = isOutput ? lane.output.initializer : initializerOf(lane, blockId);
  if (!choice) return null;
  const change = (next: Choice) => {
    if (isOutput) actions.set('output.initializer', next);
    else if (blockId) actions.setBlock(blockId, { initializer: next });
    else actions.setBlocks((block) => (block.initializer ? { initializer: next } : null));
  };
  return (
    <ChoiceFields
      entries={INITIALIZERS}
      choice={choice}
      legend="Or"
      gesture={actions.gesture}
      onChoose={change}
      onParameter={(id, value) => change({ ...choice, [id]: value })}
      lead={isOutput ? null : <WeightsNow lane={lane} blockId={blockId} />}
    >
      {!isOutput && <GrowthCurve lane={lane} blockId={blockId} choice={choice} />}
      {isOutput && (
        <div className="panel-fields">
          <ParameterField
            parameter={biasSigma}
            value={lane.output.biasSigma}
            gesture={actions.gesture}
            onChange={(value) => actions.set('output.biasSigma', value)}
          />
        </div>
      )}
    </ChoiceFields>
  );
}

/** "Random weights, 1.4 × as spread as He’s" of the rows concerned. */
function WeightsNow({ lane, blockId }: FieldsProps) {
  const layers = useRun(({ lanes }) => lanes[lane.id]?.layers);
  const rows = layers?.filter(({ id }) => blockId === null || id.split('.').includes(blockId));
  if (!rows?.length) return null;
  const { subject, spread } = weightsPhrase(rows);
  return (
    <p>
      {subject}, <span className="teal">{spread}</span>
    </p>
  );
}

function ActivationFields({ lane, blockId }: FieldsProps) {
  const actions = useLaneActions(lane.id);
  const choice = blocksOf(lane, blockId).find((block) => block.activation)?.activation;
  if (!choice) return null;
  const change = (next: Choice) => {
    if (blockId) actions.setBlock(blockId, { activation: next });
    else actions.setBlocks((block) => (block.activation ? { activation: next } : null));
  };
  return (
    <ChoiceFields
      entries={ACTIVATIONS}
      choice={choice}
      legend="Or"
      gesture={actions.gesture}
      onChoose={change}
      onParameter={(id, value) => change({ ...choice, [id]: value })}
    />
  );
}

/** Everything of one block but its place. */
function BlockFields({ lane, blockId }: FieldsProps) {
  const actions = useLaneActions(lane.id);
  const block = blockId ? findBlock(lane.blocks, blockId) : null;
  if (!block) return null;
  const entry = blockEntry(block.type);
  return (
    <>
      <p>{entry.description}</p>
      <div className="panel-fields">
        <ParameterField
          parameter={repeat}
          value={block.repeat}
          gesture={actions.gesture}
          onChange={(value) => actions.setBlock(block.id, { repeat: Number(value) })}
        />
        {entry.parameters.map((parameter) => (
          <ParameterField
            key={parameter.id}
            parameter={parameter}
            value={block.values[parameter.id] ?? parameter.default}
            gesture={actions.gesture}
            onChange={(value) =>
              actions.setBlock(block.id, { values: { ...block.values, [parameter.id]: value } })
            }
          />
        ))}
      </div>
      {block.activation && (
        <details className="panel-part">
          <summary>Activation</summary>
          <ActivationFields lane={lane} blockId={block.id} />
        </details>
      )}
      {block.initializer && (
        <details className="panel-part">
          <summary>First weights</summary>
          <InitializerFields lane={lane} blockId={block.id} />
        </details>
      )}
    </>
  );
}

/** The blocks inside a block, each with its settings, and how to add one. */
function InsideFields({ lane, blockId }: FieldsProps) {
  const actions = useLaneActions(lane.id);
  const outer = blockId ? findBlock(lane.blocks, blockId) : null;
  if (!outer?.stack) return null;
  const inner = outer.stack;
  return (
    <>
      <p>{blockEntry(outer.type).description}</p>
      {inner.map((block, index) => (
        <details key={block.id} className="panel-part">
          <summary>
            {index + 1}. {blockEntry(block.type).label}, {blockEntry(block.type).summary(block)}
          </summary>
          <BlockFields lane={lane} blockId={block.id} />
          {inner.length > 1 && (
            <button type="button" className="act" onClick={() => actions.remove(block.id)}>
              Delete
            </button>
          )}
        </details>
      ))}
      <p>
        Add inside{' '}
        {BLOCKS.filter(({ has }) => !has.stack).map(({ id, label }) => (
          <button
            key={id}
            type="button"
            className="act teal"
            onClick={() => actions.add(id, { parent: outer.id, index: inner.length })}
          >
            {label}
          </button>
        ))}
      </p>
    </>
  );
}

function blocksOf(lane: LaneSpec, blockId: string | null): readonly Block[] {
  const one = blockId ? findBlock(lane.blocks, blockId) : null;
  return one ? everyBlock([one]) : everyBlock(lane.blocks);
}

function initializerOf(lane: LaneSpec, blockId: string | null): Choice | undefined {
  return blocksOf(lane, blockId).find((block) => block.initializer)?.initializer;
}

/** By the setting's name in `openWord`. */
export const panels: Readonly<Record<string, Panel>> = {
  initializer: { title: 'First weights', rebuilds: true, Fields: InitializerFields },
  activation: { title: 'Activation', rebuilds: true, Fields: ActivationFields },
  block: { title: 'Block', rebuilds: true, Fields: BlockFields },
  inside: { title: 'Blocks inside', rebuilds: true, Fields: InsideFields },
  optimizer: { title: 'Optimizer and rate', rebuilds: false, Fields: RateFields },
  learningRate: { title: 'Optimizer and rate', rebuilds: false, Fields: RateFields },
  schedule: {
    title: 'Schedule of the rate',
    rebuilds: false,
    Fields: ({ lane }) => <LaneChoice lane={lane} path="schedule" entries={SCHEDULES} legend="Or" />,
  },
  weightDecay: {
    title: 'Weight decay',
    rebuilds: false,
    Fields: ({ lane }) => (
      <>
        <p>{weightDecay.description}</p>
        <LaneNumber lane={lane} path="weightDecay" parameter={weightDecay} />
      </>
    ),
  },
  batchSize: {
    title: 'Batch',
    rebuilds: true,
    Fields: ({ lane }) => (
      <>
        <p>{batchSize.description}</p>
        <LaneNumber lane={lane} path="batchSize" parameter={batchSize} />
      </>
    ),
  },
  clipping: { title: 'Clipping', rebuilds: false, Fields: ClippingFields },
  skipNonFinite: { title: 'Clipping', rebuilds: false, Fields: ClippingFields },
  loss: { title: 'Loss', rebuilds: true, Fields: LossFields },
};
