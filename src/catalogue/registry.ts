/** The room's public face: every list of entries, and the way from an id to its entry. */
import type { Choice, Entry, Value, Values } from './types';

export { ACTIVATIONS, activation } from './activations';
export { BLOCKS, block, blockOfKind } from './blocks';
export { CLIPPINGS, clipping } from './clipping';
export { INITIALIZERS, initializer } from './initializers';
export { LOSSES, loss } from './losses';
export { METRICS, metric } from './metrics';
export { OPTIMIZERS, optimizer } from './optimizers';
export { SCHEDULES, schedule } from './schedules';

/** The defaults of an entry's parameters, by id. */
export const defaultsOf = (entry: Pick<Entry, 'parameters'>): Values =>
  Object.fromEntries(entry.parameters.map((parameter): [string, Value] => [parameter.id, parameter.default]));

/** The entry chosen with its defaults, as it stands in a spec. */
export const choiceOf = (entry: Entry): Choice => ({ ...defaultsOf(entry), kind: entry.id });
