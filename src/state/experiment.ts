/**
 * The experiment: saved, in the link, undoable. Every action is one undo step; what happens between `beginGesture`
 * and `endGesture` is one together. Pure modules do the changing (src/spec, `settings.ts`).
 */
import { temporal } from 'zundo';
import { createStore } from 'zustand/vanilla';
import { choiceOf, LOSSES } from '../catalogue/registry';
import { forkLane, newBlock, removeLane } from '../spec/defaults';
import { rewindToStart, settingsAt, takesHoldNextStep, updateLane } from '../spec/edits';
import { LIMITS } from '../spec/limits';
import {
  addBlock,
  asWideAsNeighbour,
  findBlock,
  followWidth,
  moveBlock,
  placeOf,
  removeBlock,
  updateBlock,
} from '../spec/stack';
import type { Edit, Experiment, LaneSpec } from '../spec/types';
import { mergedLog } from './reconcile';
import { withEdit, withStart } from './settings';
import type { ExperimentActions, ExperimentState } from './types';

export type ExperimentStore = ReturnType<typeof createExperimentStore>;

export const UNDO_LIMIT = 200;

export function createExperimentStore(first: Experiment) {
  /** While a gesture lasts: the experiment as it was found, and whether the undo step has been left yet. */
  let gesture: { readonly before: Experiment; recorded: boolean } | null = null;

  const store = createStore<ExperimentState & ExperimentActions>()(
    temporal(
      (set, get) => {
        const change = (next: (experiment: Experiment) => Experiment) =>
          set({ experiment: next(get().experiment) });
        const patch = (fields: Partial<Experiment>) => change((experiment) => ({ ...experiment, ...fields }));
        const changeLane = (id: string, next: (lane: LaneSpec) => LaneSpec) =>
          change((experiment) => updateLane(experiment, id, next));

        return {
          experiment: first,
          gesture: false,
          load: (experiment) => set({ experiment }),
          setTitle: (title) => patch({ title: title.slice(0, LIMITS.titleLength) }),
          setDataset: (id, values = {}, losses = []) =>
            change((experiment) => ({
              ...experiment,
              dataset: { id, values },
              lanes: experiment.lanes.map((lane) => withLossAmong(lane, losses)),
            })),
          setSeed: (seed) => patch({ seed }),
          setLength: (length) => patch({ length }),
          setMetric: (metric) =>
            change((experiment) => ({
              ...experiment,
              view: { ...experiment.view, metric, scale: null, centreShift: 0 },
            })),
          setControls: (controls) =>
            change((experiment) => ({ ...experiment, view: { ...experiment.view, controls } })),
          setColourScale: (scale, centreShift) =>
            change((experiment) => ({ ...experiment, view: { ...experiment.view, scale, centreShift } })),
          setLane: (laneId, path, value, atStep) =>
            changeLane(laneId, (lane) =>
              atStep > 0 && takesHoldNextStep(settingsAt(lane, atStep), path)
                ? withEdit(lane, { step: atStep, path, value })
                : withStart(lane, path, value),
            ),
          renameLane: (laneId, name) =>
            changeLane(laneId, (lane) => ({ ...lane, name: name.slice(0, LIMITS.nameLength) })),
          fork: (laneId, changed = (lane) => lane) => get().forkEach(laneId, [changed])[0] ?? null,
          forkEach: (laneId, changes) => {
            const now = get().experiment;
            if (!now.lanes.some((lane) => lane.id === laneId)) return [];
            const room = LIMITS.lanes - now.lanes.length;
            const grown = changes.slice(0, Math.max(0, room)).reduce((experiment, changed) => {
              const { lane } = forkLane(experiment, laneId);
              const { id, name, parent } = lane;
              // At the end: the letters of the other lanes, which the question may name, stay.
              return { ...experiment, lanes: [...experiment.lanes, { ...changed(lane), id, name, parent }] };
            }, now);
            if (grown !== now) patch({ lanes: grown.lanes });
            return grown.lanes.slice(now.lanes.length).map(({ id }) => id);
          },
          removeLane: (laneId) =>
            change((experiment) =>
              experiment.lanes.length > 1 ? removeLane(experiment, laneId) : experiment,
            ),
          moveLane: (laneId, by) => {
            const { lanes } = get().experiment;
            const index = lanes.findIndex((lane) => lane.id === laneId);
            const lane = lanes[index];
            if (!lane || !lanes[index + by]) return;
            patch({ lanes: lanes.toSpliced(index, 1).toSpliced(index + by, 0, lane) });
          },
          addBlock: (laneId, type, { parent, index }) =>
            changeLane(laneId, (lane) => {
              const place = { into: parent, at: index };
              return addBlock(lane, asWideAsNeighbour(newBlock(type, lane.blocks), lane, place), place);
            }),
          setBlock: (laneId, blockId, fields) =>
            changeLane(laneId, (lane) => {
              const before = findBlock(lane.blocks, blockId)?.values.width;
              const blocks = updateBlock(lane.blocks, blockId, (block) => ({ ...block, ...fields }));
              return {
                ...lane,
                blocks: typeof before === 'number' ? followWidth(blocks, blockId, before) : blocks,
              };
            }),
          setStack: (laneId, blocks) => changeLane(laneId, (lane) => ({ ...lane, blocks })),
          removeBlock: (laneId, blockId) => changeLane(laneId, (lane) => removeBlock(lane, blockId)),
          moveBlock: (laneId, blockId, { parent, index }) =>
            changeLane(laneId, (lane) => {
              // `index` counts with the block still there, the stack's own `at` without it.
              const from = placeOf(lane.blocks, blockId);
              const isPassed = from?.into === parent && from.at < index;
              return moveBlock(lane, blockId, { into: parent, at: isPassed ? index - 1 : index });
            }),
          rewindToStart: () =>
            change((experiment) =>
              experiment.lanes.every((lane) => lane.edits.length === 0)
                ? experiment
                : { ...experiment, lanes: experiment.lanes.map(rewindToStart) },
            ),
          beginGesture: () => {
            if (gesture) return;
            gesture = { before: get().experiment, recorded: false };
            set({ gesture: true });
          },
          endGesture: () => {
            if (!gesture) return;
            const { before, recorded } = gesture;
            gesture = null;
            // A drag that came back to where it began leaves no step behind.
            if (recorded && sameExperiment(before, get().experiment)) {
              store.temporal.setState(({ pastStates }) => ({ pastStates: pastStates.slice(0, -1) }));
            }
            set({ gesture: false });
          },
          undo: () => {
            get().endGesture();
            store.temporal.getState().undo();
          },
          redo: () => {
            get().endGesture();
            store.temporal.getState().redo();
          },
        };
      },
      {
        limit: UNDO_LIMIT,
        partialize: ({ experiment }): Pick<ExperimentState, 'experiment'> => ({ experiment }),
        equality: (past, now) => past.experiment === now.experiment,
        handleSet: (record) => (past, replace) => {
          if (gesture?.recorded) return;
          if (gesture) gesture.recorded = true;
          record(past, replace as false);
        },
      },
    ),
  );
  return store;
}

/** Corrects a lane's log by how it took hold in the worker, without an undo step: nobody did anything. */
export function amendLog(
  store: ExperimentStore,
  laneId: string,
  told: readonly Edit[],
  took: readonly Edit[],
): void {
  const { pause, resume } = store.temporal.getState();
  const { experiment } = store.getState();
  const amend = (lane: LaneSpec): LaneSpec => {
    const edits = mergedLog(lane.edits, told, took);
    return JSON.stringify(edits) === JSON.stringify(lane.edits) ? lane : { ...lane, edits };
  };
  if (experiment.lanes.every((lane) => lane.id !== laneId || amend(lane) === lane)) return;
  pause();
  store.setState({ experiment: updateLane(experiment, laneId, amend) });
  resume();
}

/** Equal as far as anybody can see. Experiments are plain JSON whose keys keep their order. */
export function sameExperiment(a: Experiment, b: Experiment): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

/** The lane with a loss that fits the data: its own where it is among them. */
function withLossAmong(lane: LaneSpec, losses: readonly string[]): LaneSpec {
  const usual = LOSSES.find(({ id }) => id === losses[0]);
  if (!usual || losses.includes(lane.loss.kind)) return lane;
  return { ...lane, loss: choiceOf(usual) };
}
