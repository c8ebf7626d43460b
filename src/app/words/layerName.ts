/** Layers and their tensors in words. */
import type { Layer } from '../../catalogue/types';
import type { FirstNonFinite } from '../../history/types';
import { ordinal } from './segments';

/** `layer 3`, `the output layer`, `the first dense layer inside residual block 2`; −1 is `the input`. */
export function layerName(layers: readonly Layer[], index: number): string {
  const layer = layers[index];
  if (!layer) return 'the input';
  if (layer.place === 'output') return 'the output layer';
  if (layer.place === 'trunk') return `layer ${layer.number}`;
  const sums = layers.flatMap((each, at) =>
    each.place !== 'branch' && each.junction ? [{ at, skip: each.junction }] : [],
  );
  const block = sums.findIndex(({ skip }) => index >= skip.first && index <= skip.last);
  const around = sums[block];
  if (!around) return layer.name;
  const { first, last } = around.skip;
  const alike = layers
    .map((_, at) => at)
    .filter((at) => at >= first && at <= last && kindWords(layers[at]) === kindWords(layer));
  const which = alike.length > 1 ? `${ordinal(alike.indexOf(index))} ` : '';
  return `the ${which}${kindWords(layer)} inside residual block ${block + 1}`;
}

/** `the pre-activation of layer 3`, `the gradient of the weights of the output layer`, `the loss`. */
export function tensorName(
  layers: readonly Layer[],
  { layer, tensor }: Pick<FirstNonFinite, 'layer' | 'tensor'>,
): string {
  return tensor === 'loss' ? TENSOR_WORDS.loss : `${TENSOR_WORDS[tensor]} of ${layerName(layers, layer)}`;
}

const TENSOR_WORDS: Readonly<Record<FirstNonFinite['tensor'], string>> = {
  preActivation: 'the pre-activation',
  output: 'the output',
  loss: 'the loss',
  gradientOutput: 'the gradient of the output',
  gradientPreActivation: 'the gradient of the pre-activation',
  gradientWeights: 'the gradient of the weights',
  gradientBias: 'the gradient of the bias',
  weights: 'the weights',
  bias: 'the bias',
};

/** `dense layer`, `layer norm`, `sum`; from the kind's own name. */
function kindWords(layer: Layer | undefined): string {
  if (!layer) return 'layer';
  if (layer.junction) return 'sum';
  const words = layer.kind.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.includes(' ') ? words : `${words} layer`;
}
