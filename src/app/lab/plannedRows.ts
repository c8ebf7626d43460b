/** The rows that a lane will have, before the engine has built it: the page is laid out at once and does not jump. */
import type { Layer } from '../../catalogue/types';
import type { Data } from '../../data/types';
import { expand } from '../../spec/expand';
import { type LaneSpec, SpecError } from '../../spec/types';

export function plannedRows(lane: LaneSpec, data: Data | null): readonly Layer[] {
  const width = lane.blocks.find(({ values }) => typeof values.width === 'number')?.values.width;
  // How many rows there are does not depend on the data; before these are here, any that fit will do.
  const shape = data ?? {
    inputShape: [typeof width === 'number' ? width : 64],
    outputs: 1,
    task: 'regression' as const,
  };
  try {
    return expand(lane, shape);
  } catch (error) {
    if (error instanceof SpecError) return [];
    throw error;
  }
}
