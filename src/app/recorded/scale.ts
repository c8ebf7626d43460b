/** What the colours of a recorded run stand for. */
import { metric as metricOf } from '../../catalogue/registry';
import { CLASS, type Metric } from '../../catalogue/types';
import { formatPlain } from '../../charts/format';
import type { ColourScale } from '../../charts/types';
import { layerName } from '../words/layerName';
import type { RecordedRun } from './runs';

const text = {
  paper: (value: number, layer: string) =>
    `Its colours are centred on ${formatPlain(value)}: ${layer} at its first step.`,
  noPaper: 'Its colours are centred on 1.',
  notHeld: (metric: Metric, shown: Metric) =>
    `The file does not hold ${metric.label}: ${shown.label} is drawn.`,
};

/**
 * The lab's metric where the file holds it, about the run's own paper: its last hidden layer at its first step, where that is
 * finite and not 0. As wide as the lab's colours are (`width`, log10; null: the metric's own).
 */
export function scaleOf(
  { reader }: RecordedRun,
  asked: Metric,
  width: number | null,
): { readonly scale: ColourScale; readonly paper: string } {
  const first = reader.row(0);
  const holds = (metric: Metric) =>
    reader.layers.some((_, layer) => metric.classOf(first, layer) !== CLASS.notMeasured);
  const metric = holds(asked) ? asked : metricOf('gradientOutput');
  const trunk = reader.layers.findLastIndex(({ place }) => place === 'trunk');
  const isFinite = trunk >= 0 && metric.classOf(first, trunk) === CLASS.finite;
  const own = isFinite ? metric.value(first, trunk) : 1;
  const centre = metric.scale.centre === 'reference' ? own : metric.scale.centre;
  const words = [
    ...(metric === asked ? [] : [text.notHeld(asked, metric)]),
    ...(metric.scale.centre === 'reference'
      ? [isFinite ? text.paper(own, layerName(reader.layers, trunk)) : text.noPaper]
      : []),
  ];
  return {
    scale: { metric, centre, halfWidth: width ?? metric.scale.halfWidth, centreFrom: null },
    paper: words.join(' '),
  };
}
