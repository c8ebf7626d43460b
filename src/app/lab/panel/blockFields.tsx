/** Fields of one block, or of every block alike: first weights, activation, sizes, and what stands inside. */
import { ACTIVATIONS, block as blockEntry, BLOCKS, INITIALIZERS } from '../../../catalogue/registry';
import type { Block, Choice } from '../../../catalogue/types';
import { findBlock } from '../../../spec/stack';
import type { LaneSpec } from '../../../spec/types';
import { varianceWords, weightsPhrase } from '../../words/weightsPhrase';
import { useRun } from '../house';
import { ParameterField } from '../parts/ParameterField';
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
    </>
  );
}

/** The blocks inside a block, each with its settings, and how to add one. */
export function InsideFields({ lane, blockId }: FieldsProps) {
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
