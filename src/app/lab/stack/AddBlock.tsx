/** "Add a block": a menu of the catalogue's blocks, for a place in a lane's stack. */
import { block as blockEntry, BLOCKS } from '../../../catalogue/registry';
import type { LaneSpec } from '../../../spec/types';
import { Menu } from '../parts/Menu';
import { speak } from '../speech';
import { useLaneActions } from '../useLaneActions';
import { capital } from './blockWords';

const text = { add: 'Add a block', added: (label: string) => `${label} added.` };

export function AddBlock(props: {
  readonly lane: LaneSpec;
  /** Before which block. */
  readonly index: number;
  readonly className?: string;
  /** Its name, where the word itself is not shown. */
  readonly name?: string;
}) {
  const { lane, index, className = 'act', name } = props;
  const actions = useLaneActions(lane.id);
  const add = (type: string) => {
    actions.add(type, { parent: null, index });
    speak(text.added(capital(blockEntry(type).label)));
  };
  return (
    <Menu
      label={name ?? text.add}
      className={className}
      items={BLOCKS.map(({ id, label, description }) => ({
        label: capital(label),
        note: description,
        perform: () => add(id),
      }))}
    >
      <span className="plus" aria-hidden="true">
        +
      </span>
      {name === undefined && text.add}
    </Menu>
  );
}
