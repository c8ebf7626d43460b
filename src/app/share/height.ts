/** How high a frame is to be that holds the figure of an experiment. */
import type { Data } from '../../data/types';
import { frameHeight } from '../../embed/figure/layout';
import type { Experiment } from '../../spec/types';
import { plannedRows } from '../lab/plannedRows';

/** In CSS pixels, at any usual width. `data`: what the lanes are fed; null where it is not there yet. */
export const figureHeight = ({ lanes }: Experiment, data: Data | null): number =>
  frameHeight(lanes.map((lane) => plannedRows(lane, data)));
