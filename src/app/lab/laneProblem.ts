/** At which block of a lane that cannot be built its sentence belongs. */
import type { Data } from '../../data/types';
import { expand } from '../../spec/expand';
import { evenWidths } from '../../spec/stack';
import { type LaneSpec, SpecError } from '../../spec/types';

export interface LaneProblem {
  readonly sentence: string;
  /** Undefined where it is not a block's. */
  readonly index: number | undefined;
  /** The width that would make all blocks fit, where one would. */
  readonly evenWidth: number | null;
}

export function laneProblem(lane: LaneSpec, data: Data | null, error: string): LaneProblem {
  if (!data) return { sentence: error, index: undefined, evenWidth: null };
  try {
    expand(lane, data);
    return { sentence: error, index: undefined, evenWidth: null };
  } catch (thrown) {
    if (!(thrown instanceof SpecError)) throw thrown;
    const index = /^blocks\[(\d+)\]/.exec(thrown.path)?.[1];
    return {
      sentence: thrown.message,
      index: index === undefined ? undefined : Number(index),
      evenWidth: evenWidthOf(lane, data),
    };
  }
}

function evenWidthOf(lane: LaneSpec, data: Data): number | null {
  try {
    const layers = expand(evenWidths(lane), data);
    return layers.find(({ place }) => place !== 'output')?.outputShape.at(-1) ?? null;
  } catch {
    return null; // another fault than widths: the sentence stands alone
  }
}
