/** At which block of a lane that cannot be built its sentence belongs. */
import type { Data } from '../../data/types';
import { expand } from '../../spec/expand';
import { type LaneSpec, SpecError } from '../../spec/types';

export interface LaneProblem {
  readonly sentence: string;
  /** Undefined where it is not a block's. */
  readonly index: number | undefined;
}

export function laneProblem(lane: LaneSpec, data: Data | null, error: string): LaneProblem {
  if (!data) return { sentence: error, index: undefined };
  try {
    expand(lane, data);
    return { sentence: error, index: undefined };
  } catch (thrown) {
    if (!(thrown instanceof SpecError)) throw thrown;
    const index = /^blocks\[(\d+)\]/.exec(thrown.path)?.[1];
    return { sentence: thrown.message, index: index === undefined ? undefined : Number(index) };
  }
}
