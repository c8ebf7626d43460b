/**
 * How fast a run goes. An explosion through depth is over in a few steps, so the first ones are given room: about two
 * a second, then eight, then what the slider says.
 */
export const OPENING = [
  { end: 10, stepsPerSecond: 2 },
  { end: 30, stepsPerSecond: 8 },
] as const;

export interface Segment {
  readonly until: number;
  readonly stepsPerSecond: number;
}

/** What to ask of the worker next, from the step reached to where Run pauses. */
export function nextSegment(from: number, until: number, speed: number, opening: boolean): Segment {
  const stage = opening ? OPENING.find(({ end }) => from < end) : undefined;
  if (!stage) return { until, stepsPerSecond: speed };
  return { until: Math.min(stage.end, until), stepsPerSecond: Math.min(stage.stepsPerSecond, speed) };
}
