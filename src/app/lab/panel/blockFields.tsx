/** Fields of one block, or of every block alike: first weights, activation, sizes, and what stands inside. */
import { ACTIVATIONS, block as blockEntry, INITIALIZERS } from '../../../catalogue/registry';
import type { Block, Choice } from '../../../catalogue/types';
import { findBlock } from '../../../spec/stack';
import type { LaneSpec } from '../../../spec/types';
import { varianceWords, weightsPhrase } from '../../words/weightsPhrase';
import { useRun } from '../house';
import { ParameterField } from '../parts/ParameterField';
import { speak } from '../speech';
import { AddBlock } from '../stack/AddBlock';
import { everyBlock, useLaneActions } from '../useLaneActions';
import { ChoiceFields } from './ChoiceFields';
import { GrowthCurve } from './GrowthCurve';
import type { FieldsProps } from './laneFields';
import { biasSigma, repeat } from './numbers';

/** Initialization of one block, of the output row, or (no block named) of every block alike. */
export function InitializerFields({ lane, blockId }: FieldsProps) {
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
  const variance = varianceWords(rows);
  return (
    <>
      <p>
        {subject}, <span className="teal">{spread}</span>
      </p>
      <p className="quiet two-lines">{variance}</p>
    </>
  );
}

export function ActivationFields({ lane, blockId }: FieldsProps) {
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
export function BlockFields({ lane, blockId }: FieldsProps) {
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
      {block.recurrentInitializer && (
        <details className="panel-part">
          <summary>First weights from step to step</summary>
          <RecurrentFields lane={lane} blockId={block.id} choice={block.recurrentInitializer} />
        </details>
      )}
    </>
  );
}

/** Of the matrix that a state is multiplied by at every time step: it alone decides whether gradients survive time. */
function RecurrentFields(props: { lane: LaneSpec; blockId: string; choice: Choice }) {
  const actions = useLaneActions(props.lane.id);
  const change = (next: Choice) => actions.setBlock(props.blockId, { recurrentInitializer: next });
  return (
    <ChoiceFields
      entries={INITIALIZERS}
      choice={props.choice}
      legend="Or"
      gesture={actions.gesture}
      onChoose={change}
      onParameter={(id, value) => change({ ...props.choice, [id]: value })}
    />
  );
}

/** The blocks inside a block, each with its settings and its place, theirs inside them, and how to add one. */
export function InsideFields({ lane, blockId }: FieldsProps) {
  const outer = blockId ? findBlock(lane.blocks, blockId) : null;
  if (!outer?.stack) return null;
  return (
    <>
      <p>{blockEntry(outer.type).description}</p>
      <InsideList lane={lane} outer={outer} />
    </>
  );
}

function InsideList({ lane, outer }: { lane: LaneSpec; outer: Block }) {
  const actions = useLaneActions(lane.id);
  const inner = outer.stack ?? [];
  const move = (block: Block, by: -1 | 1) => {
    const { label } = blockEntry(block.type);
    const isMoved = actions.move(block.id, by);
    speak(isMoved ? insideText.moved(label, by) : insideText.cannot(label, by));
  };
  const remove = (block: Block) => {
    actions.remove(block.id);
    speak(insideText.removed(blockEntry(block.type).label));
  };
  return (
    <div className="inside-list">
      {inner.map((block, index) => (
        <details key={block.id} className="panel-part">
          <summary>
            {index + 1}. {blockEntry(block.type).label}, {blockEntry(block.type).summary(block)}
          </summary>
          <BlockFields lane={lane} blockId={block.id} />
          {block.stack && (
            <details className="panel-part" open>
              <summary>Blocks inside</summary>
              <InsideList lane={lane} outer={block} />
            </details>
          )}
          <p className="inside-tools">
            <button type="button" className="act" disabled={index === 0} onClick={() => move(block, -1)}>
              Move up
            </button>
            <button
              type="button"
              className="act"
              disabled={index === inner.length - 1}
              onClick={() => move(block, 1)}
            >
              Move down
            </button>
            {inner.length > 1 && (
              <button type="button" className="act" onClick={() => remove(block)}>
                Delete
              </button>
            )}
          </p>
        </details>
      ))}
      <p>
        <AddBlock
          lane={lane}
          parent={outer.id}
          index={inner.length}
          className="act teal"
          word={insideText.add(blockEntry(outer.type).label)}
        />
      </p>
    </div>
  );
}

const insideText = {
  add: (label: string) => `Add inside ${label}`,
  moved: (label: string, by: -1 | 1) => `${label} moved ${by < 0 ? 'up' : 'down'}.`,
  cannot: (label: string, by: -1 | 1) => `${label} cannot move further ${by < 0 ? 'up' : 'down'}.`,
  removed: (label: string) => `${label} deleted.`,
};

function blocksOf(lane: LaneSpec, blockId: string | null): readonly Block[] {
  const one = blockId ? findBlock(lane.blocks, blockId) : null;
  return one ? everyBlock([one]) : everyBlock(lane.blocks);
}

function initializerOf(lane: LaneSpec, blockId: string | null): Choice | undefined {
  return blocksOf(lane, blockId).find((block) => block.initializer)?.initializer;
}
