/** At which block of a lane that cannot be built its sentence belongs, and what would mend it. */
import { useEffect, useMemo, useState } from 'react';
import type { Data } from '../../../data/types';
import { expand } from '../../../spec/expand';
import { type LaneSpec, SpecError } from '../../../spec/types';
import { useRun } from '../house';
import type { Repair } from './repairs';

export interface LaneProblem {
  readonly sentence: string;
  /** Which block of the lane's own stack; undefined where it is none's. */
  readonly index: number | undefined;
  /** The whole of it; null where the lane could be built here. */
  readonly error: SpecError | null;
}

/** Why the lane cannot be built, with repairs once they have been tried; null for one that can. */
export function useLaneProblem(
  lane: LaneSpec | undefined,
): (LaneProblem & { repairs: readonly Repair[] }) | null {
  const error = useRun(({ lanes }) => (lane ? (lanes[lane.id]?.error ?? null) : null));
  const data = useRun((run) => run.data);
  const problem = useMemo(
    () => (error !== null && lane ? laneProblem(lane, data, error) : null),
    [lane, data, error],
  );
  const [found, setFound] = useState<{
    readonly of: LaneProblem;
    readonly repairs: readonly Repair[];
  } | null>(null);
  useEffect(() => {
    if (!problem?.error || !lane || !data) return;
    const thrown = problem.error;
    let isGone = false;
    void import('./repairs').then(({ repairsFor }) => {
      if (!isGone) setFound({ of: problem, repairs: repairsFor(lane, data, thrown) });
    });
    return () => {
      isGone = true;
    };
  }, [problem, lane, data]);
  return problem && { ...problem, repairs: found?.of === problem ? found.repairs : [] };
}

export function laneProblem(lane: LaneSpec, data: Data | null, error: string): LaneProblem {
  const nothing = { sentence: error, index: undefined, error: null };
  if (!data) return nothing;
  try {
    expand(lane, data);
    return nothing;
  } catch (thrown) {
    if (!(thrown instanceof SpecError)) throw thrown;
    const index = /^blocks\[(\d+)\]/.exec(thrown.path)?.[1];
    return {
      sentence: thrown.message,
      index: index === undefined ? undefined : Number(index),
      error: thrown,
    };
  }
}
