/** A lane's headline: its letter and sentence at the left, its verdict and what can be done with it at the right. */
import { useState } from 'react';
import type { Layer } from '../../../catalogue/types';
import { mayUse } from '../../../spec/controls';
import { LIMITS } from '../../../spec/limits';
import type { LaneSpec } from '../../../spec/types';
import { laneSentence } from '../../words/laneSentence';
import { useExperiment, useHouse, useRun } from '../house';
import { cure, isCurable, tryAllCures } from '../../commands/cures';
import { controlsOfWord, useMay } from '../locks';
import { wordKey } from '../panel/openWord';
import { panelTitles } from '../panel/panelTitles';
import { Menu } from '../parts/Menu';
import { AddBlock } from '../stack/AddBlock';
import { Words } from '../parts/Words';
import { speak } from '../speech';
import type { Layout } from '../useLayout';
import { sicknessOf } from './facts';
import { laneTable, showTable } from './openTable';
import { addedLane, focusLane, focusLaneMenu } from './newLane';
import { Verdict } from './Verdict';

const text = {
  fork: 'Fork',
  full: `There are ${LIMITS.lanes} lanes, which is the most.`,
  more: (letter: string) => `More for ${letter}`,
  name: (letter: string) => `Name of ${letter}`,
  forked: (letter: string) => `${letter} forked.`,
  deleted: (letter: string) => `${letter} deleted. Undo brings it back.`,
};

/** A sentence leaves out what does nothing and what is as in the parent; here each setting can be had. */
const SETTINGS = [
  'initializer',
  'optimizer',
  'schedule',
  'weightDecay',
  'batchSize',
  'clipping',
  'loss',
] as const;

/** Beside the verdict of a lane that is sick from its first step, or that stopped. */
function CureAct({ lane, className }: { readonly lane: LaneSpec; readonly className: string }) {
  const house = useHouse();
  const sickness = useRun(({ lanes }) => {
    const own = lanes[lane.id];
    return own ? sicknessOf(own) : null;
  });
  const lanes = useExperiment(({ experiment }) => experiment.lanes);
  const mayFork = useMay('lanes');
  if (!mayFork || !isCurable(lane, lanes, sickness)) return null;
  return (
    <button type="button" className={className} onClick={() => void cure(house, lane.id)}>
      {tryAllCures.label(house)}
    </button>
  );
}

export function LaneHead(props: {
  readonly lane: LaneSpec;
  readonly letter: string;
  readonly layers: readonly Layer[];
  readonly layout: Layout;
}) {
  const { lane, letter, layers } = props;
  const { session, experiment: store, view } = useHouse();
  const experiment = useExperiment((state) => state.experiment);
  const [isNaming, setNaming] = useState(false);
  const index = experiment.lanes.findIndex(({ id }) => id === lane.id);
  const isFull = experiment.lanes.length >= LIMITS.lanes;
  const rename = (name: string) => {
    store.getState().renameLane(lane.id, name.trim());
    setNaming(false);
  };

  const remove = () => {
    const neighbour = experiment.lanes[index + 1] ?? experiment.lanes[index - 1];
    store.getState().removeLane(lane.id);
    speak(text.deleted(letter));
    if (neighbour) requestAnimationFrame(() => focusLaneMenu(neighbour.id));
  };

  const isPhone = props.layout === 'phone';
  const mayFork = mayUse(experiment, 'lanes');
  const isOpenToReader = (setting: string) =>
    controlsOfWord(setting).some((control) => mayUse(experiment, control));
  const acts = (
    <div className="lane-acts">
      <Verdict laneId={lane.id} letter={letter} />
      {!isPhone && <CureAct lane={lane} className="act teal" />}
      {!isPhone && mayFork && (
        <button
          type="button"
          className="act"
          title={isFull ? text.full : undefined}
          disabled={isFull}
          onClick={() => {
            const before = experiment.lanes;
            void session.fork(lane.id);
            speak(text.forked(letter));
            const added = addedLane(before, store.getState().experiment.lanes);
            if (added) requestAnimationFrame(() => focusLane(added.id));
          }}
        >
          {text.fork}
        </button>
      )}
      <Menu
        label={text.more(letter)}
        items={[
          { label: 'Rename', disabled: !mayFork, perform: () => setNaming(true) },
          { label: showTable, perform: () => laneTable.setState({ laneId: lane.id }) },
          ...SETTINGS.filter(isOpenToReader).map((setting) => ({
            label: panelTitles[setting] ?? setting,
            perform: () => view.getState().openWord(wordKey(lane.id, setting)),
          })),
          {
            label: 'Move up',
            disabled: !mayFork || index <= 0,
            perform: () => store.getState().moveLane(lane.id, -1),
          },
          {
            label: 'Move down',
            disabled: !mayFork || index >= experiment.lanes.length - 1,
            perform: () => store.getState().moveLane(lane.id, 1),
          },
          {
            label: 'Delete',
            disabled: !mayFork || experiment.lanes.length === 1,
            perform: remove,
          },
        ]}
      >
        ⋯
      </Menu>
    </div>
  );

  return (
    <header className="lane-head">
      {isPhone && acts}
      {isPhone && <AddBlock lane={lane} index={lane.blocks.length} className="lane-add act teal" />}
      {isPhone && <CureAct lane={lane} className="lane-add act teal" />}
      <p className="sentence">
        <button
          type="button"
          className={`lane-letter lane-${index % LIMITS.lanes}`}
          aria-label={`Select lane ${letter}`}
          onClick={() => view.getState().selectLane(lane.id)}
        >
          {letter}
        </button>
        {isNaming ? (
          <input
            className="word"
            aria-label={text.name(letter)}
            defaultValue={lane.name}
            maxLength={LIMITS.nameLength}
            autoFocus
            onBlur={(event) => rename(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter') event.currentTarget.blur();
              if (event.key === 'Escape') setNaming(false);
            }}
          />
        ) : (
          lane.name && <span className="strong">{lane.name}. </span>
        )}{' '}
        <Words text={laneSentence(lane, experiment, layers)} laneId={lane.id} />
      </p>
      {!isPhone && acts}
    </header>
  );
}
