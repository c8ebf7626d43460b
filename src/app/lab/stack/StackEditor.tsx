/** The stack of a lane: what its rows are, where they stand; everything of it can be changed in place. */
import { useCallback } from 'react';
import { block as blockEntry } from '../../../catalogue/registry';
import type { Block, Layer } from '../../../catalogue/types';
import type { RowGeometry } from '../../../charts/types';
import type { LaneSpec } from '../../../spec/types';
import { findBlock } from '../../../spec/stack';
import type { Fold } from '../geometry';
import { useExperiment } from '../house';
import { wordKey } from '../panel/openWord';
import { Word } from '../parts/Word';
import { useLaneActions } from '../useLaneActions';
import { AddBlock } from './AddBlock';
import { type BlockRows, BlockView } from './BlockView';
import type { useLaneProblem } from './laneProblem';
import { layOutStack } from './stackLayout';
import { fullLines } from './stackSize';

const text = {
  heading: (letter: string) => `Blocks of ${letter}`,
  insert: (before: string) => `Add a block before ${before}`,
  output: 'Output',
};

export interface StackProps {
  readonly lane: LaneSpec;
  readonly letter: string;
  readonly layers: readonly Layer[];
  readonly geometry: RowGeometry;
  readonly fold?: Fold;
  /** What the output is: `10 digits`. */
  readonly outputWords: string;
  /** Why it cannot be built, and which block does not fit. */
  readonly problem: ReturnType<typeof useLaneProblem>;
  /** A list without rows, for the phone's sheet. */
  readonly asList?: boolean;
}

export function StackEditor({
  lane,
  letter,
  layers,
  geometry,
  outputWords,
  problem,
  asList,
  fold,
}: StackProps) {
  const actions = useLaneActions(lane.id);
  const parent = useExperiment(
    ({ experiment }) => experiment.lanes.find(({ id }) => id === lane.parent) ?? null,
  );
  const layout = layOutStack(lane.blocks, layers, geometry, fullLines);

  const dropped = useCallback(
    (draggedId: string, targetId: string, side: 'before' | 'after') => {
      const index = lane.blocks.findIndex(({ id }) => id === targetId) + (side === 'after' ? 1 : 0);
      actions.moveTo(draggedId, { parent: null, index });
    },
    [actions, lane.blocks],
  );

  return (
    <section
      className={asList ? 'stack stack-list' : 'stack'}
      aria-label={text.heading(letter)}
      style={asList ? undefined : { height: layout.height }}
    >
      {lane.blocks.map((block, index) => {
        const place = layout.blocks[index];
        if (!place) return null;
        return (
          <div key={block.id}>
            {index > 0 && (
              <div className="insert" style={{ top: place.top }}>
                <AddBlock lane={lane} index={index} className="" name={text.insert(nameOf(block))} />
              </div>
            )}
            <BlockView
              lane={lane}
              block={block}
              place={place}
              isChanged={parent !== null && isChanged(block, parent.blocks)}
              problem={problem?.index === index ? problem : null}
              asList={asList ?? false}
              rows={rowsOf(block.id, layers, geometry)}
              fold={fold}
              onDrop={dropped}
            />
          </div>
        );
      })}
      {layout.output !== null && (
        <div className="stack-output" style={asList ? undefined : { top: layout.output }}>
          <Word word={wordKey(lane.id, 'initializer', 'output')}>{text.output}</Word>, {outputWords}
        </div>
      )}
      <div className="add-block" style={asList ? undefined : { top: layout.add }}>
        <AddBlock lane={lane} index={lane.blocks.length} />
      </div>
    </section>
  );
}

/** How a block's rows are folded, and whether that is to be offered beside it: where one repetition is several rows of the trunk. */
function rowsOf(blockId: string, layers: readonly Layer[], { rows }: RowGeometry): BlockRows {
  const own = rows.filter(({ layer }) => layers[layer]?.blockId === blockId);
  const first = layers.filter((row) => row.blockId === blockId && row.repetition === 0);
  return {
    isFolded: own.some((row) => row.layers.length > 1),
    isOne: own.length === 1 && (own[0]?.layers.length ?? 0) <= 1,
    hasSteps: first.filter(({ place }) => place === 'trunk' || place === 'part').length > 1,
  };
}

function isChanged(block: Block, parentBlocks: readonly Block[]): boolean {
  return JSON.stringify(findBlock(parentBlocks, block.id)) !== JSON.stringify(block);
}

const nameOf = (block: Block): string => blockEntry(block.type).label;
