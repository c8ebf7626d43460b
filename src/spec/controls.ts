/** What of an experiment can be locked: the controls by name, and which of them a change needs. */
import type { Block } from '../catalogue/types';
import type { Experiment } from './types';

export const CONTROLS = [
  'title',
  'data',
  'seed',
  'length',
  'colours',
  'lanes',
  'blocks',
  'activation',
  'initializer',
  'learningRate',
  'optimizer',
  'schedule',
  'weightDecay',
  'batchSize',
  'clipping',
  'clippingThreshold',
  'loss',
] as const;

export type ControlId = (typeof CONTROLS)[number];

/** Whether the reader of this experiment may use a control. Who may choose the clipping may set its threshold too. */
export function mayUse({ view: { controls } }: Experiment, control: ControlId): boolean {
  if (controls === null || controls.open.includes(control)) return true;
  return control === 'clippingThreshold' && controls.open.includes('clipping');
}

/** The control that a lane's setting belongs to, by its path (see edits.ts). */
export function controlOfPath(path: string): ControlId {
  const [first = '', parameter] = path.split('.');
  switch (first) {
    case 'clipping':
      return parameter === undefined || parameter === 'kind' ? 'clipping' : 'clippingThreshold';
    case 'skipNonFinite':
      return 'clipping';
    case 'output':
      return 'initializer';
    case 'learningRate':
    case 'optimizer':
    case 'schedule':
    case 'weightDecay':
    case 'batchSize':
    case 'loss':
      return first;
    case 'name':
      return 'lanes';
    default:
      return 'blocks';
  }
}

/** The control that a change of a block belongs to. */
export function controlOfBlock(change: Partial<Block>): ControlId {
  const keys = Object.keys(change);
  if (keys.every((key) => key === 'initializer' || key === 'recurrentInitializer')) return 'initializer';
  return keys.every((key) => key === 'activation') ? 'activation' : 'blocks';
}
