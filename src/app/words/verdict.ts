/** A lane's headline: regime, comma, growth. It follows from the numbers of one step. */
import { CLASS } from '../../catalogue/types';
import type { Growth } from '../../history/growth';
import { type Printed, printedPower } from '../../history/printed';
import type { Regime } from '../../history/regime';
import { factor, say, type Text, toned } from './segments';

export function verdict(regime: Regime): Text {
  const growth = growthText(regime.growth);
  const comma = (word: string): Text => (growth ? say(`${word}, `, growth) : say(word));
  switch (regime.name) {
    case 'healthy':
      return toned('strong', comma('Healthy'));
    case 'exploding':
      return toned('hot', comma('Exploding'));
    case 'vanishing':
      return toned('cold', growth ? comma('Vanishing') : say('Vanishing, to exactly 0'));
    case 'unstableStep':
      return toned('hot', comma('Unstable step'));
    case 'notFinite':
      return toned('bad', say(`Not finite since step ${regime.since ?? regime.step}`));
    case 'undefined':
      return toned('soft', say(regime.growth ? 'Growth not defined yet' : 'Growth –'));
  }
}

/** `×1.20 a layer`, `×1.20 a time step`; null where there is no number. `most`: figures, as printedPower takes them. */
export function growthText(growth: Growth | null, most?: number): Text | null {
  const printed = growth && printedGrowth(growth, most);
  return growth && printed && say(factor(printed.base.value, printed.base.figures), ` a ${growth.each}`);
}

/** The whole factor from the last to the first hidden layer, `×74`, in the figures that go with `growthText`. */
export function wholeText(growth: Growth | null): Text | null {
  const printed = growth && printedGrowth(growth);
  return printed && factor(printed.whole.value, printed.whole.figures);
}

/** Growth and whole factor such that the one, so many times over, is the other as printed. */
export function printedGrowth(
  growth: Growth,
  most?: number,
): { readonly base: Printed; readonly whole: Printed } | null {
  return growth.whole.class === CLASS.finite ? printedPower(growth.perLayer.value, growth.times, most) : null;
}
