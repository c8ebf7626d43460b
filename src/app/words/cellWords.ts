/** One place of a map or a chart in words: what the arrow keys find, and what a table's cells hold. */
import { CLASS, type Metric, type RowReader } from '../../catalogue/types';
import { formatPlain } from '../../charts/format';
import type { RunReader } from '../../history/types';
import { layerName } from './layerName';

const CLASS_WORDS: ReadonlyMap<number, string> = new Map([
  [CLASS.infinite, 'Inf'],
  [CLASS.nan, 'NaN'],
  [CLASS.zero, 'exactly 0'],
  [CLASS.notMeasured, 'not measured'],
]);

/** `0.0123`, `Inf`, `exactly 0`, `not measured`. */
export function valueWords(metric: Metric, row: RowReader, layer: number): string {
  return CLASS_WORDS.get(metric.classOf(row, layer)) ?? formatPlain(metric.value(row, layer));
}

type Reader = Pick<RunReader, 'columnOfStep' | 'row' | 'rowAt' | 'lastStep' | 'layers'>;

/** `A, step 12, layer 5: gradient of the output 0.0123.` */
export function cellWords(
  lane: string,
  reader: Reader,
  metric: Metric,
  { step, layer }: { readonly step: number; readonly layer: number },
): string {
  const column = reader.columnOfStep(step);
  if (column < 0) return missingWords(lane, reader, step);
  const row = reader.rowAt(step) ?? reader.row(column);
  if (layer >= row.layers.length) return `${lane}, step ${step}: no row is selected.`;
  return `${lane}, step ${step}, ${layerName(row.layers, layer)}: ${metric.label} ${valueWords(metric, row, layer)}.`;
}

function missingWords(lane: string, { lastStep }: Reader, step: number): string {
  if (lastStep < 0) return `${lane}: nothing measured yet.`;
  return `${lane} has no step ${step}; its last is ${lastStep}.`;
}

/** `Step 12: loss of A 0.52, of B 2.3.` */
export function stepWords(
  step: number,
  of: string,
  values: readonly { readonly letter: string; readonly value: number | null }[],
): string {
  if (step < 0) return 'Nothing measured yet.';
  const parts = values.map(
    ({ letter, value }) => `of ${letter} ${value === null ? 'none' : formatPlain(value)}`,
  );
  return `Step ${step}: ${of} ${parts.join(', ')}.`;
}
