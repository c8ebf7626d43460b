/** One block: its bracket, its words, how often it repeats, and where it can go. */
import { type KeyboardEvent, useCallback, useRef } from 'react';
import { activation, block as blockEntry } from '../../../catalogue/registry';
import type { Block } from '../../../catalogue/types';
import { LIMITS } from '../../../spec/limits';
import type { LaneSpec } from '../../../spec/types';
import { wordKey } from '../panel/openWord';
import { Menu } from '../parts/Menu';
import { NumberField } from '../parts/NumberField';
import { Word } from '../parts/Word';
import { speak } from '../speech';
import { Lock } from '../locks';
import { useLaneActions } from '../useLaneActions';
import { useHouse } from '../house';
import type { Fold } from '../geometry';
import { capital, WidthField } from './blockWords';
import type { useLaneProblem } from './laneProblem';
import { Misfit } from './Misfit';
import type { BlockPlace } from './stackLayout';
import { useBlockDrag } from './useBlockDrag';

const text = {
  fold: 'Fold to one row',
  unfold: 'A row for each layer',
  foldWord: (isFolded: boolean, label: string) =>
    isFolded
      ? (['open', `Open ${label}: a row for each layer`] as const)
      : (['fold', `Fold ${label} to one row`] as const),
  folded: (label: string) => `${label} folded to its worst row.`,
  unfolded: (label: string) => `${label} shown row by row.`,
  moved: (label: string, where: string) => `${label} moved ${where}.`,
  cannot: (label: string, where: string) => `${label} cannot move further ${where}.`,
  removed: (label: string) => `${label} deleted.`,
  only: 'The only block stays: a lane without a row is no network.',
  more: (label: string) => `More for ${label}`,
  drag: (label: string) => `Move ${label}: Alt and arrow up or down, or drag`,
  fewer: 'Fewer',
  more1: 'More',
  times: (count: number, isResidual: boolean) =>
    isResidual ? (count === 1 ? 'block' : 'blocks') : count === 1 ? 'layer' : 'layers',
};

export interface BlockRows {
  /** A row of its stands for several layers. */
  readonly isFolded: boolean;
  /** It has a single layer: nothing to fold. */
  readonly isOne: boolean;
  /** One repetition is several rows of the trunk: time steps, or the layers of a group. */
  readonly hasSteps: boolean;
}

export function BlockView(props: {
  readonly lane: LaneSpec;
  readonly block: Block;
  readonly place: BlockPlace;
  readonly isChanged: boolean;
  readonly problem: ReturnType<typeof useLaneProblem>;
  readonly asList: boolean;
  readonly rows: BlockRows;
  readonly fold: Fold | undefined;
  readonly onDrop: (draggedId: string, targetId: string, side: 'before' | 'after') => void;
}) {
  const { lane, block, place, asList, onDrop } = props;
  const house = useHouse();
  const actions = useLaneActions(lane.id);
  const element = useRef<HTMLDivElement>(null);
  const handle = useRef<HTMLButtonElement>(null);
  const entry = blockEntry(block.type);
  const drop = useCallback(
    (draggedId: string, side: 'before' | 'after') => onDrop(draggedId, block.id, side),
    [onDrop, block.id],
  );
  const drag = useBlockDrag({ element, handle, laneId: lane.id, blockId: block.id, onDrop: drop });

  const move = (by: -1 | 1) => {
    const where = by < 0 ? 'up' : 'down';
    speak(actions.move(block.id, by) ? text.moved(entry.label, where) : text.cannot(entry.label, where));
    requestAnimationFrame(() => handle.current?.focus({ preventScroll: true }));
  };
  const remove = () => {
    const blocks = [...(element.current?.closest('.stack')?.querySelectorAll('.block') ?? [])];
    const at = blocks.findIndex((each) => each === element.current);
    const neighbour = blocks[at + 1] ?? blocks[at - 1];
    if (!neighbour) return speak(text.only);
    actions.remove(block.id);
    speak(text.removed(entry.label));
    requestAnimationFrame(() => neighbour.querySelector<HTMLElement>('.block-name')?.focus());
  };
  const keys = (event: KeyboardEvent) => {
    if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
      event.preventDefault();
      event.stopPropagation();
      move(event.key === 'ArrowUp' ? -1 : 1);
    }
    if (event.key === 'Delete' && !(event.target instanceof HTMLInputElement)) {
      event.stopPropagation();
      remove();
    }
  };

  const index = lane.blocks.indexOf(block);
  const compact = !asList && place.lines < 2;
  const width = entry.parameters.find(({ id }) => id === 'width');
  const [inside, ...more] = entry.summary(block).split(', ');
  const bends = block.activation && (block.activation.kind !== 'linear' || entry.has.initializer);
  const about = block.stack
    ? more.filter((each) => each !== '× 1' || more.length === 1).join(', ')
    : width
      ? ''
      : entry.summary(block);
  const isOver = drag.over ? ` drop-${drag.over}` : '';

  const repeats = (
    <span className="repeat">
      <span className="quiet">×</span>
      <NumberField
        label={`How often ${entry.label} repeats`}
        value={block.repeat}
        min={1}
        max={LIMITS.repeat}
        integer
        onCommit={(repeat) => actions.setBlock(block.id, { repeat })}
      />
      {!compact && !(props.fold && props.rows.hasSteps) && (
        <span>{text.times(block.repeat, entry.has.stack)}</span>
      )}
      <button
        type="button"
        aria-label={`${text.fewer} ${entry.label}`}
        aria-disabled={block.repeat <= 1}
        onClick={() => block.repeat > 1 && actions.setBlock(block.id, { repeat: block.repeat - 1 })}
      >
        −
      </button>
      <button
        type="button"
        aria-label={`${text.more1} ${entry.label}`}
        aria-disabled={block.repeat >= LIMITS.repeat}
        onClick={() =>
          block.repeat < LIMITS.repeat && actions.setBlock(block.id, { repeat: block.repeat + 1 })
        }
      >
        +
      </button>
    </span>
  );

  const { isFolded, isOne, hasSteps } = props.rows;
  const toggle = () => {
    props.fold?.(lane.id, block.id, !isFolded);
    speak(isFolded ? text.unfolded(entry.label) : text.folded(entry.label));
  };
  const canFold = props.fold !== undefined && !isOne;
  const foldItems = canFold ? [{ label: isFolded ? text.unfold : text.fold, perform: toggle }] : [];

  const [foldWord, foldName] = text.foldWord(isFolded, entry.label);
  const tools = (
    <span className="block-tools">
      {canFold && hasSteps && (
        <button
          type="button"
          className="fold"
          aria-label={foldName}
          aria-expanded={!isFolded}
          onClick={toggle}
        >
          {foldWord}
        </button>
      )}
      <Lock control="blocks">
        <button ref={handle} type="button" className="handle" aria-label={text.drag(entry.label)}>
          <span aria-hidden="true">⠿</span>
        </button>
        <Menu
          label={text.more(entry.label)}
          className="block-more"
          items={[
            {
              label: 'Settings of the block',
              perform: () => house.view.getState().openWord(wordKey(lane.id, 'block', block.id)),
            },
            ...foldItems,
            { label: 'Move up', disabled: index === 0, perform: () => move(-1) },
            { label: 'Move down', disabled: index === lane.blocks.length - 1, perform: () => move(1) },
            { label: 'Delete', disabled: lane.blocks.length === 1, perform: remove },
          ]}
        >
          ⋯
        </Menu>
      </Lock>
    </span>
  );

  return (
    <div
      ref={element}
      className={`block${props.problem ? ' misfit' : ''}${props.isChanged ? ' changed' : ''}${drag.dragging ? ' dragging' : ''}${isOver}`}
      style={asList ? undefined : { top: place.top, height: place.height }}
      onKeyDown={keys}
      role="group"
      aria-label={entry.label}
    >
      <div className="block-bracket" />
      <div
        className={compact ? 'block-label one-line' : 'block-label'}
        style={asList ? undefined : { top: place.labelTop - place.top }}
      >
        <div className="block-line">
          <Word word={wordKey(lane.id, 'block', block.id)} className="block-name">
            {capital(entry.label)}
          </Word>
          {width && (
            <Lock control="blocks">
              <WidthField
                block={block}
                parameter={width}
                onCommit={(value) =>
                  actions.setBlock(block.id, { values: { ...block.values, [width.id]: value } })
                }
                unit={compact ? '' : width.label === 'width' ? 'wide' : width.label}
              />
            </Lock>
          )}
          {block.activation && bends && (
            <Word word={wordKey(lane.id, 'activation', block.id)}>
              {activation(block.activation.kind).label}
            </Word>
          )}
        </div>
        {(asList || place.lines > (block.stack ? 1 : 2)) && (block.stack || about !== '') && (
          <div className="block-line block-inside">
            {block.stack && <Word word={wordKey(lane.id, 'inside', block.id)}>{inside}</Word>}
            {about !== '' && <Word word={wordKey(lane.id, 'block', block.id)}>{about}</Word>}
          </div>
        )}
        <div className="block-line">
          <Lock control="blocks">{repeats}</Lock>
          {tools}
        </div>
        {props.problem &&
          (asList ? (
            <Misfit lane={lane} {...props.problem} className="block-problem" />
          ) : (
            <p className="spoken">{props.problem.sentence}</p>
          ))}
      </div>
    </div>
  );
}
