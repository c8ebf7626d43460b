/** "Add a block": a menu of the catalogue's blocks by family, for a place in a lane's stack or inside one of its blocks. */
import { BLOCK_FAMILIES } from '../../../catalogue/layers';
import { block as blockEntry, BLOCKS } from '../../../catalogue/registry';
import { LIMITS } from '../../../spec/limits';
import { depthOf } from '../../../spec/stack';
import type { LaneSpec } from '../../../spec/types';
import { Menu } from '../parts/Menu';
import { speak } from '../speech';
import { useMay } from '../locks';
import { useLaneActions } from '../useLaneActions';
import { capital, firstSentence } from './blockWords';

const text = { add: 'Add a block', added: (label: string) => `${label} added.` };

export function AddBlock(props: {
  readonly lane: LaneSpec;
  /** Inside which block; the lane itself if left out. */
  readonly parent?: string;
  /** Before which block. */
  readonly index: number;
  readonly className?: string;
  /** Its name, where the word itself is not shown. */
  readonly name?: string;
  /** The word, where it is another. */
  readonly word?: string;
}) {
  const { lane, parent = null, index, className = 'act', name, word = text.add } = props;
  const actions = useLaneActions(lane.id);
  const add = (type: string) => {
    actions.add(type, { parent, index });
    speak(text.added(capital(blockEntry(type).label)));
  };
  if (!useMay('blocks')) return null;
  return (
    <Menu label={name ?? word} className={className} items={itemsFor(lane, parent, add)}>
      <span className="plus" aria-hidden="true">
        +
      </span>
      {name === undefined && word}
    </Menu>
  );
}

/** Blocks that hold others only as deep as stacks may stand in stacks. */
function itemsFor(lane: LaneSpec, parent: string | null, add: (type: string) => void) {
  const isDeepest = depthOf(lane.blocks, parent) + 1 >= LIMITS.nesting;
  return BLOCK_FAMILIES.flatMap((family) =>
    BLOCKS.filter((entry) => entry.family === family && !(isDeepest && entry.has.stack)).map(
      ({ id, label, description }) => ({
        label: capital(label),
        note: firstSentence(description),
        section: capital(family),
        perform: () => add(id),
      }),
    ),
  );
}
