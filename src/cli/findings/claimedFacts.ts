/** Runs as much of a preset as its finding speaks of: most of a run that nothing is claimed of would show nothing. */
import type { Experiment } from '../../spec/types';
import type { Check, FactId } from '../../spec/presets/types';
import type { LaneFacts } from '../experiment/facts';
import type { SeedRequest, SeedResult } from '../experiment/runSeed';

const OF_THE_START: ReadonlySet<FactId> = new Set(['growthAtStart', 'wholeAtStart', 'globalNormAtStart']);
const HELD_OUT: ReadonlySet<FactId> = new Set(['heldOutLoss', 'heldOutAccuracy']);

/** A lane of which more than its start is claimed runs to its end, any other makes one step. */
export async function claimedFacts(
  checks: readonly Check[],
  experiment: Experiment,
  file: readonly number[] | null,
  runSeed: (request: SeedRequest) => Promise<SeedResult>,
): Promise<readonly LaneFacts[]> {
  const later = checks.filter(({ fact }) => !OF_THE_START.has(fact));
  const toItsEnd = new Set(later.flatMap(({ lane, over }) => [lane, over]));
  const looks = checks.some(({ fact }) => HELD_OUT.has(fact));
  const facts: LaneFacts[] = [];
  for (const isLong of [true, false]) {
    const lanes = experiment.lanes.filter(({ id }) => toItsEnd.has(id) === isLong);
    if (lanes.length === 0) continue;
    const steps = isLong ? experiment.length : 1;
    const request = { experiment: { ...experiment, lanes }, steps, file, looks, wantsHistories: false };
    facts.push(...(await runSeed(request)).facts);
  }
  return facts;
}
