/** Whether a run shows what its preset is there to show. */
import type { Check, FactId } from '../../spec/presets/types';
import { FACTS, type LaneFacts } from '../experiment/facts';

export interface Checked {
  readonly check: Check;
  readonly value: number;
  readonly holds: boolean;
}

export function checked(checks: readonly Check[], facts: readonly LaneFacts[]): Checked[] {
  const of = (lane: string, fact: FactId): number => {
    const found = facts.find((one) => one.lane === lane);
    if (!found) throw new Error(`A finding speaks of lane “${lane}”, which the preset does not have.`);
    return found[fact];
  };
  return checks.map((check) => {
    const { lane, fact, over, between } = check;
    const value = over === undefined ? of(lane, fact) : of(lane, fact) / of(over, fact);
    return { check, value, holds: value >= between[0] && value <= between[1] };
  });
}

/** `B: mean of the last 20 losses ÷ A’s` */
export function checkWords({ lane, fact, over }: Check): string {
  return `${lane.toUpperCase()}: ${FACTS[fact]}${over === undefined ? '' : ` ÷ ${over.toUpperCase()}’s`}`;
}
