/** What theory expects of a lane's profile, on the rows of the map: for the lab's profile and the embed's. */
import { CLASS, type Layer } from '../../../catalogue/types';
import { rowOfLayer } from '../../../charts/rows';
import type { RowGeometry } from '../../../charts/types';
import { laneGrowth } from '../../../history/growth';
import type { Data } from '../../../data/types';
import { type Profile, transientProfile } from '../../../theory/transient';
import { layerName } from '../../words/layerName';
import { inputMoments } from '../panel/inputMoments';

const kept = new WeakMap<readonly Layer[], { readonly x: Float32Array; readonly profile: Profile }>();

/** What theory expects of a lane at its start, kept as long as its layers and data are the same. null: nothing between rows. */
export function laneTheory(layers: readonly Layer[], { train }: Pick<Data, 'train'>): Profile | null {
  if (layers.filter(({ place }) => place === 'trunk').length < 2) return null;
  const before = kept.get(layers);
  if (before?.x === train.x) return before.profile;
  const profile = transientProfile(layers, inputMoments(train), (row) => layerName(layers, row));
  kept.set(layers, { x: train.x, profile });
  return profile;
}

/** What the profile's key calls it. */
export const theoryKey = ({ rows, isGuide }: Profile): string =>
  rows.length === 0 ? 'no theory' : isGuide ? 'dotted: rough theory' : 'dotted: theory';

/** Theory speaks of the gradient of a row's output: of its level, over which the whole growth stands, or of its ratio from row to row. */
export const THEORY: Readonly<Record<string, 'level' | 'ratio'>> = {
  gradientOutput: 'level',
  gradientOutputRelative: 'level',
  growth: 'ratio',
};

/** A level starts where the measured one at step 0 does, at the last hidden row; a ratio is a number by itself. */
export function theoryOf(
  theory: Profile,
  record: Parameters<typeof laneGrowthRow>[0],
  geometry: RowGeometry,
  metric: Parameters<typeof laneGrowthRow>[1],
): Float64Array | null {
  const kind = THEORY[metric.id];
  const start = kind === 'level' ? laneGrowthRow(record, metric) : 1;
  if (!kind || start === null) return null;
  const values = new Float64Array(geometry.rows.length).fill(Number.NaN);
  for (const [index, { layer, logRelative }] of theory.rows.entries()) {
    const row = rowOfLayer(geometry.rows, layer);
    const before = theory.rows[index - 1]?.logRelative ?? Number.NaN;
    if (row >= 0) values[row] = start * Math.exp(kind === 'level' ? logRelative : before - logRelative);
  }
  return values;
}

/** The metric's value at the last hidden row of step 0. */
function laneGrowthRow(
  record: { readonly columns: number; row(column: number): Parameters<typeof laneGrowth>[0] },
  metric: {
    readonly id: string;
    value(row: Parameters<typeof laneGrowth>[0], layer: number): number;
    classOf(row: Parameters<typeof laneGrowth>[0], layer: number): number;
  },
): number | null {
  if (record.columns === 0) return null;
  const row = record.row(0);
  const last = row.layers.findLastIndex(({ place }) => place === 'trunk');
  return last >= 0 && metric.classOf(row, last) === CLASS.finite ? metric.value(row, last) : null;
}
