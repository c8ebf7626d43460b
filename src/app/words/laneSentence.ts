/** A lane as a sentence whose words open (visual.md): settings in plain words, a fork by what it changed. */
import { clipping, defaultsOf, optimizer, schedule } from '../../catalogue/registry';
import type { Choice, Entry, Layer } from '../../catalogue/types';
import { maybeDataset } from '../../data/registry';
import { difference, isChanged } from '../../spec/difference';
import type { Experiment, LaneSpec } from '../../spec/types';
import { listed, plainText, say, type Segment, type Setting, setting, type Text } from './segments';
import { weightsPhrase } from './weightsPhrase';

/** `A` … by place; what a person called it comes after, where there is room. */
export const laneLetter = (experiment: Experiment, laneId: string): string =>
  String.fromCharCode(
    'A'.charCodeAt(0) +
      Math.max(
        0,
        experiment.lanes.findIndex(({ id }) => id === laneId),
      ),
  );

/**
 * “Random weights, 1.4 × as spread as He’s, trained by SGD at 0.05, 64 digits a step, no clipping”; of a fork “The
 * same random numbers, as spread as He’s; the rest as A”. `layers`: the lane's rows, empty until they are known.
 */
export function laneSentence(lane: LaneSpec, experiment: Experiment, layers: readonly Layer[]): Text {
  const parent = experiment.lanes.find(({ id }) => id === lane.parent);
  return parent
    ? forkSentence(lane, experiment, layers, parent)
    : say(weights(layers), ', ', ...commas(phrasesOf(lane, experiment).map(({ text }) => text)));
}

interface Phrase {
  readonly text: Text;
  /** Paths of the spec that it speaks for. */
  readonly paths: readonly string[];
}

/** All settings after the weights, in the order of the sentence; those that do nothing are left out. */
function phrasesOf(lane: LaneSpec, experiment: Experiment): Phrase[] {
  const noun = maybeDataset(experiment.dataset.id)?.noun ?? 'rows';
  const training = optimizer(lane.optimizer.kind);
  const clip = clipping(lane.clipping.kind);
  const phrase = (opens: Setting, before: string, text: Text, ...paths: string[]): Phrase => ({
    text: say(before, word(opens, text)),
    paths,
  });
  const rate = say(`${training.label} at `, setting(lane.learningRate), unusual(training, lane.optimizer));
  const all: (Phrase | null)[] = [
    lane.learningRate === 0
      ? phrase('optimizer', '', say('only measured, not trained (rate 0)'), 'optimizer', 'learningRate')
      : phrase('optimizer', 'trained by ', rate, 'optimizer', 'learningRate'),
    hasNoEffect(lane.schedule)
      ? null
      : phrase('schedule', 'with a ', say(`${schedule(lane.schedule.kind).label} schedule`), 'schedule'),
    lane.weightDecay === 0
      ? null
      : phrase('weightDecay', '', say('weight decay ', setting(lane.weightDecay)), 'weightDecay'),
    phrase('batchSize', '', say(setting(lane.batchSize), ` ${noun} a step`), 'batchSize'),
    phrase('clipping', '', say(clip.label, thresholds(clip, lane.clipping)), 'clipping'),
    lane.skipNonFinite
      ? phrase('skipNonFinite', '', say('steps that are not finite skipped'), 'skipNonFinite')
      : null,
  ];
  return all.filter((each) => each !== null);
}

function weights(layers: readonly Layer[]): Text {
  const { subject, spread } = weightsPhrase(layers);
  return layers.length === 0
    ? say(word('initializer', say('Random weights')))
    : say(`${subject}, `, word('initializer', say(spread)));
}

function forkSentence(
  lane: LaneSpec,
  experiment: Experiment,
  layers: readonly Layer[],
  parent: LaneSpec,
): Text {
  const letter = laneLetter(experiment, parent.id);
  const paths = difference(lane, parent);
  if (paths.length === 0) return say(`A copy of ${letter}: the same weights, data and steps`);
  const stack = paths.some(isStackPath);
  const drawn = paths.some(isWeightsPath);
  const changes = phrasesOf(lane, experiment)
    .filter((phrase) => phrase.paths.some((path) => isChanged(paths, path)))
    .map(({ text }) => marked(text));
  changes.push(...goneOf(lane, parent));
  if (paths.some((path) => path === 'loss' || path.startsWith('loss.')))
    changes.push(mark('loss', 'another loss'));
  if (paths.includes('edits')) changes.push(say('other changes on the way'));
  if (paths.some((path) => path.startsWith('output')))
    changes.push(mark('initializer', 'another start of the output layer'));
  if (stack) changes.unshift(mark('stack', 'other blocks'));
  if (drawn) {
    const spread = layers.length === 0 ? 'spread otherwise' : weightsPhrase(layers).spread;
    const start = say('The same random numbers, ', mark('initializer', spread));
    return say(start, ...changes.flatMap((each) => [', ', each]), `; the rest as ${letter}`);
  }
  const [first] = changes;
  if (!first) return say(`As ${letter}, with small changes`);
  const hasVerb = /^(trained|with) /.test(plainText(first));
  return say(`As ${letter}, but ${hasVerb ? '' : 'with '}`, listed(changes));
}

/** Settings that the parent has and the fork gave up, which have no phrase of their own in the fork. */
function goneOf(lane: LaneSpec, parent: LaneSpec): Text[] {
  const gone: Text[] = [];
  if (hasNoEffect(lane.schedule) && !hasNoEffect(parent.schedule))
    gone.push(mark('schedule', 'a constant rate'));
  if (lane.weightDecay === 0 && parent.weightDecay !== 0) gone.push(mark('weightDecay', 'no weight decay'));
  if (!lane.skipNonFinite && parent.skipNonFinite) gone.push(mark('skipNonFinite', 'no step skipped'));
  return gone;
}

const isWeightsPath = (path: string): boolean => /^blocks\.\w+\.initializer(\.|$)/.test(path);
const isStackPath = (path: string): boolean => /^blocks(\.|$)/.test(path) && !isWeightsPath(path);

const word = (opens: Setting, text: Text): Text => text.map((segment): Segment => ({ ...segment, opens }));
const marked = (text: Text): Text =>
  text.map((segment): Segment => (segment.opens ? { ...segment, changed: true } : segment));
const mark = (opens: Setting, text: string): Text => marked(word(opens, say(text)));
const commas = (texts: readonly Text[]): (Text | string)[] =>
  texts.flatMap((text, index) => (index === 0 ? [text] : [', ', text]));

/** A schedule without parameters does nothing to the rate. */
const hasNoEffect = (choice: Choice): boolean => schedule(choice.kind).parameters.length === 0;

/** “ (momentum 0.5)”: parameters that are not what the entry starts with. */
function unusual(entry: Entry, choice: Choice): string {
  const defaults = defaultsOf(entry);
  const named = entry.parameters.filter(({ id }) => choice[id] !== undefined && choice[id] !== defaults[id]);
  return named.length === 0
    ? ''
    : ` (${named.map(({ id, label }) => `${label} ${valueWords(choice[id])}`).join(', ')})`;
}

/** “ at 1”, of every number that the entry has. */
function thresholds(entry: Entry, choice: Choice): string {
  const values = entry.parameters.map(({ id, default: usual }) => valueWords(choice[id] ?? usual));
  return values.length === 0 ? '' : ` at ${values.join(' and ')}`;
}

const valueWords = (value: unknown): string =>
  typeof value === 'number' ? plainText(setting(value)) : String(value);
