/** The paper of a lane that stopped: when, where, why, and the dated lines of the inspector. */
import type { Layer } from '../../catalogue/types';
import type { Autopsy, ChainFact } from '../../history/autopsy';
import { EXACT } from '../../history/printed';
import { depthRegime } from '../../history/regime';
import type { FirstNonFinite } from '../../history/types';
import { layerName, tensorName } from './layerName';
import { capitalized, countWords, factor, number, say, type Text, toned } from './segments';
import { growthText, printedGrowth } from './verdict';

export interface DeathNotice {
  /** “A blew up at step 2” */
  readonly when: Text;
  readonly where: Text;
  /** Begins in lower case: it stands beside the word Why. */
  readonly why: Text;
  readonly chain: readonly { readonly step: number; readonly text: Text }[];
}

export function deathNotice(lane: string, layers: readonly Layer[], facts: Autopsy): DeathNotice {
  return {
    when: say(`${lane} blew up at step ${facts.first.step}`),
    where: whereText(layers, facts.first, facts.thenNaN),
    why: whyText(layers, facts),
    chain: facts.chain.map((fact) => ({ step: fact.step, text: chainText(layers, fact) })),
  };
}

/** “the pre-activation of layer 3, in the forward pass: Inf, then NaN” */
function whereText(layers: readonly Layer[], first: FirstNonFinite, thenNaN: boolean): Text {
  const [before, pass] = PASS_WORDS[first.pass];
  return say(
    toned('bad', tensorName(layers, first)),
    `, ${before}`,
    toned('strong', pass),
    ': ',
    kindText(first, thenNaN),
  );
}

const PASS_WORDS: Readonly<Record<FirstNonFinite['pass'], readonly [before: string, pass: string]>> = {
  forward: ['in the ', 'forward pass'],
  loss: ['after a ', 'finite forward pass'],
  backward: ['in the ', 'backward pass'],
  update: ['after the ', 'update'],
};

const kindText = ({ kind }: FirstNonFinite, thenNaN: boolean): Text =>
  toned('bad', thenNaN && kind === 'Inf' ? 'Inf, then NaN' : kind);

function whyText(layers: readonly Layer[], facts: Autopsy): Text {
  const { cause, culprit, first } = facts;
  const isThroughTime = culprit.growth?.each === 'time step';
  if (cause === 'start') {
    return say(
      'the very first pass outgrew 32 bits. No step was made yet: it is the first weights that are too large.',
    );
  }
  if (cause === 'depth') return say(depthText(layers, facts), ' ', consequence(layers, facts));
  if (cause === 'unknown') {
    return say(
      `the gradient did not grow through ${isThroughTime ? 'time' : 'depth'}, and what went wrong showed only at step ${first.step}.`,
    );
  }
  const growth = culprit.growth;
  const kept =
    growth && depthRegime(growth) === 'healthy'
      ? say(
          ` At step ${culprit.step} the gradient still kept its size from ${growth.each} to ${growth.each}, `,
          growthText(growth) ?? '',
          '.',
        )
      : say('');
  return say(
    `the step was too large, not the ${isThroughTime ? 'sequence too long' : 'network too deep'}.`,
    kept,
    ' ',
    consequence(layers, facts),
  );
}

/** “at step 0 the gradient grew ×1.454 a layer from loss to input, 15 times over: ×274.” */
function depthText(layers: readonly Layer[], { culprit, first }: Autopsy): Text {
  const { step, growth } = culprit;
  const printed = growth && printedGrowth(growth, EXACT);
  if (!growth || !printed) {
    return say(
      `at step ${step} the gradient grew on its way from loss to input, as far as ${layerName(layers, first.layer)}.`,
    );
  }
  const times = growth.times === 1 ? ', once' : `, ${growth.times} times over`;
  const whole = say(': ', toned('hot', factor(printed.whole.value, printed.whole.figures)));
  return say(
    `at step ${step} the gradient grew `,
    toned('hot', growthText(growth, EXACT) ?? ''),
    ` from loss to input${times}`,
    growth.times === 1 ? '' : whole,
    '.',
  );
}

/** What the step before led to. That it threw the weights is said only where the update outweighed some of them. */
function consequence(layers: readonly Layer[], { culprit, first }: Autopsy): Text {
  const outgrew = `${OUTGREW[first.pass]} outgrew 32 bits`;
  const later = first.step - culprit.step;
  if (later <= 0) return say(`In that same step ${outgrew}.`);
  const after = `${countWords(later)} ${later === 1 ? 'step' : 'steps'} later`;
  const { update } = culprit;
  if (!update || update.ratio < 1)
    return say(`${after.charAt(0).toUpperCase()}${after.slice(1)} ${outgrew}.`);
  if (later > SOON) {
    return say(
      `That step moved the weights of ${layerName(layers, update.layer)} by more than their own size; ${after} ${outgrew}.`,
    );
  }
  return say(`That step threw the weights so far that ${after} ${outgrew}.`);
}

/** So many steps on, one step can still be called the cause of the end. */
const SOON = 5;

const OUTGREW: Readonly<Record<FirstNonFinite['pass'], string>> = {
  forward: 'the numbers',
  loss: 'the loss',
  backward: 'the gradient',
  update: 'the weights',
};

function chainText(layers: readonly Layer[], fact: ChainFact): Text {
  switch (fact.kind) {
    case 'loss':
      return say('The update lifts the loss from ', number(fact.from), ' to ', number(fact.to), '.');
    case 'gradient':
      return say('The gradient’s norm jumps from ', number(fact.from), ' to ', number(fact.to), '.');
    case 'update':
      return say(
        `The update moves the weights of ${layerName(layers, fact.layer)} by `,
        number(fact.ratio),
        ' times their own size.',
      );
    case 'outputs':
      return say(
        'Outputs grow from ',
        number(fact.from),
        ` at ${layerName(layers, fact.fromLayer)} to `,
        number(fact.to),
        ` at ${layerName(layers, fact.toLayer)}.`,
      );
    case 'overflow':
      return say(
        capitalized(say(tensorName(layers, fact.first))),
        ' overflows: ',
        kindText(fact.first, fact.thenNaN),
        '.',
      );
  }
}
