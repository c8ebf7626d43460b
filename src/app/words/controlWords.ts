/** The controls that can be locked, in words. */
import { CONTROLS, type ControlId } from '../../spec/controls';
import type { Experiment } from '../../spec/types';

export const controlWords: Readonly<Record<ControlId, string>> = {
  title: 'the question',
  data: 'the data',
  seed: 'the seed',
  length: 'the number of steps',
  colours: 'what the colours show',
  lanes: 'forks and cures',
  blocks: 'the blocks',
  activation: 'the activation',
  initializer: 'the first weights',
  learningRate: 'the learning rate',
  optimizer: 'the optimizer',
  schedule: 'the schedule',
  weightDecay: 'weight decay',
  batchSize: 'the batch',
  clipping: 'clipping and its threshold',
  clippingThreshold: 'the clip threshold alone',
  loss: 'the loss',
};

/** "Here clipping and its threshold can be changed." Empty where nothing is locked. */
export function lockSentence({ view: { controls } }: Experiment): string {
  if (!controls) return '';
  const open = CONTROLS.filter((each) => controls.open.includes(each)).map((each) => controlWords[each]);
  if (open.length === 0) return 'The author of this link left it to be run and looked at.';
  const list = open.length === 1 ? open.join('') : `${open.slice(0, -1).join(', ')} and ${open.at(-1) ?? ''}`;
  return `The author of this link left you ${list}.`;
}
