/** One network being trained: what it is in a sentence, and its stack, map and profile on one row grid. */
import { memo, type RefObject, useEffect, useRef } from 'react';
import type { Layer } from '../../../catalogue/types';
import type { RowGeometry } from '../../../charts/types';
import { maybeDataset } from '../../../data/registry';
import type { LaneSpec } from '../../../spec/types';
import { letterOf } from '../../../state/derived';
import { useExperiment, useHouse, useRun, useView } from '../house';
import { type Fold, MAP_BOTTOM } from '../geometry';
import { later } from '../later';
import { parseWord, wordKey } from '../panel/openWord';
import { useLaneProblem } from '../stack/laneProblem';
import { Misfit } from '../stack/Misfit';
import { StackEditor } from '../stack/StackEditor';
import { blockTop, stackHeight } from '../stack/stackSize';
import type { Layout } from '../useLayout';
import { LaneHead } from './LaneHead';
import { LaneMap } from './LaneMap';
import { LaneProfile } from './LaneProfile';

const WordPanel = later('WordPanel');
const Autopsy = later('Autopsy');
const AutopsyBelow = later('AutopsyBelow');

/** Not rendered again for what happens in another lane. */
export const Lane = memo(function Lane(props: {
  readonly lane: LaneSpec;
  readonly geometry: RowGeometry;
  readonly layers: readonly Layer[];
  readonly fold: Fold;
  readonly layout: Layout;
  readonly isLast: boolean;
}) {
  const { lane, geometry, layers, layout, isLast } = props;
  const letter = useExperiment(({ experiment }) => letterOf(experiment.lanes, lane.id));
  const data = useRun((run) => run.data);
  const dataset = useExperiment(({ experiment }) => experiment.dataset.id);
  const isOpen = useView(({ open }) => parseWord(open)?.laneId === lane.id);
  const isSelected = useView(({ selectedLane }) => selectedLane === lane.id);
  const element = useRef<HTMLElement>(null);
  useStackWord(lane.id, layout, element);
  const problem = useLaneProblem(lane);

  const rowsHeight = geometry.top + geometry.rows.length * geometry.height + MAP_BOTTOM + (isLast ? 16 : 0);
  const height = layout === 'phone' ? rowsHeight : Math.max(rowsHeight, stackHeight(lane, layers, geometry));
  const outputs = data?.outputs ?? 0;
  const noun = maybeDataset(dataset)?.noun ?? 'numbers';
  const outputWords =
    data?.task === 'classes'
      ? `${outputs} ${noun === 'digits' ? noun : 'classes'}`
      : `${outputs} ${outputs === 1 ? 'number' : 'numbers'}`;

  return (
    <section
      ref={element}
      className={`lane${isSelected ? ' lane-selected' : ''}`}
      aria-label={`Lane ${letter}`}
      data-lane={lane.id}
    >
      <LaneHead lane={lane} letter={letter} layers={layers} layout={layout} />
      {/* A refusal needs the room of its words; on the phone it has the body to itself. */}
      <div
        className="lane-body"
        style={problem ? { minHeight: layout === 'phone' ? undefined : height } : { height }}
      >
        {layout !== 'phone' && (
          <StackEditor
            lane={lane}
            letter={letter}
            layers={layers}
            geometry={geometry}
            fold={props.fold}
            outputWords={outputWords}
            problem={problem}
          />
        )}
        {problem ? (
          <Misfit
            lane={lane}
            sentence={problem.sentence}
            repairs={problem.repairs}
            className="lane-error"
            top={layout === 'phone' ? undefined : blockTop(lane, layers, geometry, problem.index)}
          />
        ) : (
          <>
            <div className="map">
              <LaneMap lane={lane} letter={letter} layers={layers} geometry={geometry} layout={layout} />
              <Autopsy lane={lane} letter={letter} geometry={geometry} layout={layout} />
            </div>
            <div className="profile">
              <LaneProfile lane={lane} letter={letter} geometry={geometry} isLast={isLast} layout={layout} />
            </div>
          </>
        )}
      </div>
      {isOpen && (layout === 'tablet' || layout === 'medium') && <WordPanel />}
      <AutopsyBelow lane={lane} letter={letter} geometry={geometry} layout={layout} />
    </section>
  );
});

/** "other blocks" in a sentence leads to the blocks themselves; on the phone to the sheet that has them. */
function useStackWord(laneId: string, layout: Layout, lane: RefObject<HTMLElement | null>): void {
  const { view } = useHouse();
  const isOpen = useView(({ open }) => open === wordKey(laneId, 'stack'));
  useEffect(() => {
    if (!isOpen || layout === 'phone') return;
    view.getState().openWord(null);
    lane.current?.querySelector<HTMLElement>('.block .word')?.focus();
  }, [isOpen, layout, lane, view]);
}
