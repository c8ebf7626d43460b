/** What theory expects of first weights along the slider that spreads them, and where weights drawn otherwise stand on it. */
import type { Choice, Layer, Parameter, ParameterShape } from '../../../catalogue/types';
import { initializer, INITIALIZERS } from '../../../catalogue/registry';
import type { Data } from '../../../data/types';
import { transientProfile } from '../../../theory/transient';
import { POSITIONS, valueAt } from '../parts/sliderScale';
import { inputMoments } from './inputMoments';

const SAMPLES = 24;

export type SliderRange = NonNullable<Parameter['slider']>;

/** The one that the slider below the curve moves. */
export const sweptParameter = ({ kind }: Choice): Parameter | undefined =>
  INITIALIZERS.find(({ id }) => id === kind)?.parameters.find(({ slider }) => slider !== undefined);

/** log₁₀ of the whole factor that theory expects, along the slider; where it has none, no point. */
export function theoryAlong(
  layers: readonly Layer[] | undefined,
  data: Data | null,
  choice: Choice,
  blockId: string | null,
): readonly { readonly position: number; readonly log: number }[] {
  const parameter = sweptParameter(choice);
  const range = parameter?.slider;
  if (!layers?.length || !data || !parameter || !range) return [];
  const inputs = inputMoments(data.train);
  return Array.from({ length: SAMPLES + 1 }, (_, sample) => {
    const position = (sample / SAMPLES) * POSITIONS;
    const swept = { ...choice, [parameter.id]: valueAt(position, range, false) };
    const whole = transientProfile(withInitializer(layers, blockId, swept), inputs).wholeFactor;
    return whole > 0 && Number.isFinite(whole) ? { position, log: Math.log10(whole) } : null;
  }).filter((point) => point !== null);
}

/** Where weights drawn in another way would stand on this slider: by their variance, which is what the curve is about. */
export function alikeValue(
  own: Choice,
  kind: string,
  parameterId: string,
  range: SliderRange,
  weights: ParameterShape,
): number | null {
  const wanted = initializer(own.kind).varianceTimesFanIn(weights, own);
  if (!wanted) return null;
  const distance = (position: number) => {
    const variance = initializer(kind).varianceTimesFanIn(weights, {
      [parameterId]: valueAt(position, range, false),
    });
    return variance ? Math.abs(Math.log(variance / wanted)) : Number.POSITIVE_INFINITY;
  };
  let nearest = 0;
  let least = distance(nearest);
  for (let position = 1; position <= POSITIONS; position++) {
    const here = distance(position);
    if (here < least) [nearest, least] = [position, here];
  }
  return least < 0.1 ? valueAt(nearest, range, false) : null;
}

/** The rows as they would be drawn with these first weights in one block, or in all. */
function withInitializer(layers: readonly Layer[], blockId: string | null, choice: Choice): readonly Layer[] {
  return layers.map((layer) => {
    const concerned =
      blockId === null || layer.id.startsWith(`${blockId}.`) || layer.id.includes(`.${blockId}.`);
    if (!concerned || layer.place === 'output') return layer;
    return {
      ...layer,
      parameters: layer.parameters.map((parameter) =>
        parameter.role === 'weights' ? { ...parameter, initializer: choice } : parameter,
      ),
    };
  });
}
