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

/** "You may change the seed, and clipping and its threshold. …" Empty where nothing is locked. */
export function lockSentence({ view: { controls } }: Experiment): string {
  if (!controls) return '';
  const open = CONTROLS.filter((each) => controls.open.includes(each)).map((each) => controlWords[each]);
  if (open.length === 0) return 'You may run it and look at it. The author of this link locked all else.';
  return `You may change ${listed(open)}. The author of this link locked all else.`;
}

const listed = (words: readonly string[]): string =>
  words.length === 1 ? words.join('') : `${words.slice(0, -1).join(', ')}, and ${words.at(-1) ?? ''}`;
