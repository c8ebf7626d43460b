/** What a changed setting does to a lane: another start, or an entry in its log. Beside spec/edits, which knows the paths. */
import { inOrder, type Setting, setAtPath, settingsAt } from '../spec/edits';
import type { Edit, LaneSpec } from '../spec/types';

/** What the start of a run is made of; the rest of a lane is its name, its descent and its log. */
export const START_KEYS = [
  'blocks',
  'output',
  'loss',
  'optimizer',
  'learningRate',
  'schedule',
  'weightDecay',
  'clipping',
  'skipNonFinite',
  'batchSize',
] as const satisfies readonly (keyof LaneSpec)[];

/** Changes the start. Edits of the same setting would take it back later, so they go. */
export function withStart(lane: LaneSpec, path: string, value: Setting): LaneSpec {
  return setAtPath({ ...lane, edits: lane.edits.filter((edit) => !isWithin(edit.path, path)) }, path, value);
}

/** Adds to the log. A second change of one setting at one step replaces the first: no step was made in between. */
export function withEdit(lane: LaneSpec, edit: Edit): LaneSpec {
  setAtPath(settingsAt(lane, edit.step), edit.path, edit.value); // throws where the path leads nowhere by then
  const kept = lane.edits.filter((each) => !(each.step === edit.step && isWithin(each.path, edit.path)));
  return { ...lane, edits: inOrder([...kept, edit]) };
}

const isWithin = (path: string, outer: string) => path === outer || path.startsWith(`${outer}.`);
