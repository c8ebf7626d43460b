/** What ails a lane, in whole sentences: what happens, then where, then how many times; and which disease it is. */
import type { Layer } from '../../catalogue/types';
import type { Autopsy } from '../../history/autopsy';
import type { Growth } from '../../history/growth';
import { depthRegime, type LossJump, type Regime } from '../../history/regime';
import { formatFactor, formatPlain } from '../../charts/format';
import { layerName } from './layerName';
import { number, say, type Text, toned } from './segments';
import { growthText, printedGrowth } from './verdict';

export interface Diagnosed {
  /** The lane's letter or name. */
  readonly lane: string;
  readonly layers: readonly Layer[];
  readonly regime: Regime;
  /** Of a lane that stopped. */
  readonly autopsy: Autopsy | null;
}

/** Of a recurrent block alone the gradient's way is time, of all else it is depth. */
const isThroughTime = (growth: Growth | null): boolean => growth?.each === 'time step';
const wayOf = (growth: Growth | null): string => (isThroughTime(growth) ? 'time' : 'depth');
const notDepth = (growth: Growth | null): string =>
  `The step was too large, not the ${isThroughTime(growth) ? 'sequence too long' : 'network too deep'}.`;

/** Sentences, each a text. */
export function diagnosis({ lane, layers, regime, autopsy }: Diagnosed): readonly Text[] {
  const { name, growth, jump, step, isFromStart } = regime;
  if (name === 'notFinite') return autopsy ? ofDead(lane, layers, autopsy) : [ofSkipped(lane, regime)];
  if (!growth) {
    const none = say(
      `${lane} has fewer than two hidden layers: there is no growth from layer to layer to measure.`,
    );
    return name === 'unstableStep' ? [...unstable(regime), none] : [none];
  }
  if (name === 'undefined') {
    return [
      say(
        `In ${lane} no gradient is measured at ${ends(layers, growth)}, so growth is not defined at step ${step}.`,
      ),
    ];
  }
  const course = courseOf(lane, layers, growth);
  if (name === 'unstableStep') return [...unstable(regime), course];
  // Only of what the first weights did already: updates can make weights that multiply the gradient.
  const way = `through ${wayOf(growth)}${isFromStart ? '; a smaller step leaves that as it is' : ''}.`;
  if (name === 'exploding') return [course, toned('hot', `It grows ${way}`), ...alsoJumped(jump)];
  if (name === 'vanishing') return [course, toned('cold', `It is lost ${way}`), ...alsoJumped(jump)];
  return [course];
}

/** How the gradient fares on its way back, from layer to layer and over all. */
function courseOf(lane: string, layers: readonly Layer[], growth: Growth): Text {
  const [first, last] = [layerName(layers, growth.first), layerName(layers, growth.last)];
  const printed = printedGrowth(growth);
  const regime = depthRegime(growth);
  if (!printed) {
    return regime === 'vanishing'
      ? toned('cold', `In ${lane} nothing of the gradient reaches ${first}: it is exactly 0 there.`)
      : say(`In ${lane} the gradient is not finite all the way from ${last} to ${first}.`);
  }
  const received = `${first} receives ${timesWords(printed.whole.value, printed.whole.figures)} what ${last} sent.`;
  const each = growthText(growth) ?? [];
  if (regime === 'exploding') {
    return say(`In ${lane} the gradient grows `, toned('hot', each), ` on its way back: ${received}`);
  }
  if (regime === 'vanishing') {
    return say(`In ${lane} the gradient shrinks, `, toned('cold', each), `, on its way back: ${received}`);
  }
  const { value } = printed.whole;
  const fares = value > 2 ? 'grows mildly' : value < 0.5 ? 'shrinks mildly' : 'keeps its size';
  return say(
    `In ${lane} the gradient ${fares} from ${growth.each} to ${growth.each}, `,
    each,
    `: ${received}`,
  );
}

/** `74 times`, `0.032 of`. */
function timesWords(whole: number, figures: number): string {
  const written = formatFactor(whole, figures).slice(1).replace(/\.0+$/, '');
  return whole >= 1 ? `${written} times` : `${written} of`;
}

function ends(layers: readonly Layer[], growth: Growth): string {
  return `${layerName(layers, growth.first)} or ${layerName(layers, growth.last)}`;
}

function unstable({ jump, growth }: Regime): Text[] {
  const disease = toned('hot', notDepth(growth));
  if (!jump) return [disease, say('Within the last 50 steps something was not finite.')];
  return [
    disease,
    say(
      `At step ${jump.step} the loss stood at `,
      number(jump.loss),
      ', where it had come down to about ',
      number(jump.minimum),
      '.',
    ),
  ];
}

function alsoJumped(jump: LossJump | null): Text[] {
  return jump && Number.isFinite(jump.loss)
    ? [say(`The loss jumped too: at step ${jump.step} it stood at ${formatPlain(jump.loss)}.`)]
    : [];
}

function ofSkipped(lane: string, { since, step }: Regime): Text {
  return say(
    `In ${lane} something is not finite since step ${since ?? step}, but the loss and the weights are: it goes on.`,
  );
}

/** A lane that stopped: which disease came first. */
export function ofDead(
  lane: string,
  layers: readonly Layer[],
  { cause, culprit, first }: Autopsy,
): readonly Text[] {
  const { growth } = culprit;
  if (cause === 'start')
    return [toned('bad', `${lane} was never finite: its first weights are too large for 32 bits.`)];
  if (cause === 'depth') {
    return [
      toned('hot', `The gradient grew through ${wayOf(growth)}, and that came first.`),
      ...courseThen(layers, culprit),
    ];
  }
  if (cause === 'unknown') {
    return [
      say(
        `${lane} is not finite since step ${first.step}, although the gradient did not grow through ${wayOf(growth)}.`,
      ),
    ];
  }
  const kept = growth && depthRegime(growth) === 'healthy';
  return [
    toned('hot', notDepth(growth)),
    ...(kept
      ? [
          say(
            `${culprit.step === 0 ? 'At step 0' : `Until step ${culprit.step}`} the gradient neither exploded nor vanished on its way back.`,
          ),
        ]
      : []),
  ];
}

/** The same of the step that did it. */
function courseThen(layers: readonly Layer[], { step, growth }: Autopsy['culprit']): Text[] {
  const printed = growth && printedGrowth(growth);
  if (!growth || !printed) return [];
  const times = timesWords(printed.whole.value, printed.whole.figures);
  const received = `${layerName(layers, growth.first)} received ${times} what ${layerName(layers, growth.last)} sent.`;
  return [
    say(`At step ${step} it grew `, toned('hot', growthText(growth) ?? ''), ` on its way back: ${received}`),
  ];
}
