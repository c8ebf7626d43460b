/** Undoing, forking, and moving or removing the selected row's block. */
import { LIMITS } from '../../spec/limits';
import { letterOf } from '../../state/derived';
import { positionOf, stackAt } from '../../state/stack';
import type { House } from '../lab/house';
import { speak } from '../lab/speech';
import type { Command } from './types';

export const undo: Command = {
  id: 'undo',
  label: () => 'Undo',
  keys: ['Mod+Z'],
  enabled: ({ experiment }) => experiment.temporal.getState().pastStates.length > 0,
  perform: ({ experiment }) => {
    experiment.getState().undo();
    speak('Undone');
  },
};

export const redo: Command = {
  id: 'redo',
  label: () => 'Redo',
  keys: ['Mod+Shift+Z', 'Ctrl+Y'],
  enabled: ({ experiment }) => experiment.temporal.getState().futureStates.length > 0,
  perform: ({ experiment }) => {
    experiment.getState().redo();
    speak('Redone');
  },
};

export const fork: Command = {
  id: 'fork',
  needs: 'lanes',
  label: () => 'Fork',
  keys: ['F'],
  enabled: ({ experiment }) => experiment.getState().experiment.lanes.length < LIMITS.lanes,
  perform: async ({ experiment, view, session }) => {
    const parent = view.getState().selectedLane;
    const id = await session.fork(parent);
    view.getState().selectLane(id);
    const { lanes } = experiment.getState().experiment;
    speak(`Lane ${letterOf(lanes, id)} forked from ${letterOf(lanes, parent)}`);
  },
};

/** The block of the selected row, as it stands in its lane. */
function selectedBlock({ experiment, run, view }: House) {
  const { selectedLane, selectedLayer } = view.getState();
  const lane = experiment.getState().experiment.lanes.find(({ id }) => id === selectedLane);
  const blockId = run.getState().lanes[selectedLane]?.layers[selectedLayer]?.blockId;
  const position = lane && blockId !== undefined ? positionOf(lane.blocks, blockId) : null;
  if (!lane || blockId === undefined || !position) return null;
  return { laneId: lane.id, blockId, position, siblings: stackAt(lane.blocks, position.parent).length };
}

const blockBy = (id: string, label: string, key: string, by: -1 | 1): Command => ({
  id,
  needs: 'blocks',
  label: () => label,
  keys: [key],
  enabled: (house) => {
    const block = selectedBlock(house);
    return block !== null && block.position.index + by >= 0 && block.position.index + by < block.siblings;
  },
  perform: (house) => {
    const block = selectedBlock(house);
    if (!block) return;
    const { parent, index } = block.position;
    // A position counts with the block still there: one further down is before the one after the next.
    const to = { parent, index: by > 0 ? index + 2 : index - 1 };
    house.experiment.getState().moveBlock(block.laneId, block.blockId, to);
    speak(`Block ${index + by + 1} of ${block.siblings}`);
  },
});

export const blockUp = blockBy('blockUp', 'Move block up', 'Alt+ArrowUp', -1);
export const blockDown = blockBy('blockDown', 'Move block down', 'Alt+ArrowDown', 1);

/** The last block of a stack stays: a lane without a row is no network. */
export const removeBlock: Command = {
  id: 'removeBlock',
  needs: 'blocks',
  label: () => 'Remove block',
  keys: ['Delete'],
  enabled: (house) => (selectedBlock(house)?.siblings ?? 0) > 1,
  perform: (house) => {
    const block = selectedBlock(house);
    if (!block) return;
    house.experiment.getState().removeBlock(block.laneId, block.blockId);
    speak('Block removed');
  },
};
