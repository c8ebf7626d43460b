/** What the colours of a poster or a figure stand for, as its address and its legend take it (embed/poster/legend.ts). */
import { formatPlain } from '../../charts/format';
import { endWords } from '../../charts/legend';
import type { ColourScale } from '../../charts/types';

/** `low~high~what the paper is~the metric`, the last one left out where it is the usual gradient. */
export function endsOf(scale: ColourScale): string {
  const { centreFrom: from, centre, metric } = scale;
  const isShare = metric.scale.type === 'share';
  const paper = from ? `${from.lane}, ${from.label}, step 0` : isShare ? '' : formatPlain(centre);
  const what = metric.id === 'gradientOutput' ? '' : metric.label;
  return [...endWords(scale), paper, what].map((text) => text.replaceAll('~', '∼')).join('~');
}
