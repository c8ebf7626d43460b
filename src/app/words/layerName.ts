/** Layers and their tensors in words. */
import { blockOfKind } from '../../catalogue/registry';
import type { Layer } from '../../catalogue/types';
import type { FirstNonFinite } from '../../history/types';
import { countedRowOf } from '../../history/wayBack';
import { ordinal } from './segments';

/**
 * `layer 3`, `time step 4 of the LSTM`, `the output layer`, `the first dense layer inside residual block 2`,
 * `the batch norm of layer 3`, `the gate of layer 5`; −1 is `the input`.
 */
export function layerName(layers: readonly Layer[], index: number): string {
  const layer = layers[index];
  if (!layer) return 'the input';
  if (layer.place === 'output') return 'the output layer';
  if (layer.place === 'trunk') return layer.time ? stepName(layers, layer) : `layer ${layer.number}`;
  if (layer.place === 'branch') return branchName(layers, index);
  return layer.place === 'inner' ? innerName(layers, index) : partName(layers, index);
}

/** The same, but the last row of a layer that is made of several by what it is: `the layer norm of layer 3`. */
const rowName = (layers: readonly Layer[], index: number): string =>
  layers[index]?.place === 'trunk' && layers[index - 1]?.place === 'part'
    ? partName(layers, index)
    : layerName(layers, index);

/** `the pre-activation of layer 3`, `the gradient of the weights of the output layer`, `the loss`. */
export function tensorName(
  layers: readonly Layer[],
  { layer, tensor }: Pick<FirstNonFinite, 'layer' | 'tensor'>,
): string {
  return tensor === 'loss' ? TENSOR_WORDS.loss : `${TENSOR_WORDS[tensor]} of ${rowName(layers, layer)}`;
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

/** What a row is called for what it does: `dense`, `layer norm`, `attention scores`. */
export function kindName({ kind }: Pick<Layer, 'kind'>): string {
  const entry = blockOfKind(kind);
  const isItself = entry && (entry.id === kind || entry.kinds.length === 1);
  return isItself ? entry.label : kind.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

/** `the LSTM`, or `the second LSTM` where there are several: the block whose time steps a row belongs to. */
export function recurrentName(layers: readonly Layer[], layer: Layer): string {
  const blocks = layers.filter(
    ({ place, time, kind }) => place === 'trunk' && time?.step === 1 && kind === layer.kind,
  );
  const at = blocks.findIndex(
    ({ blockId, repetition }) => blockId === layer.blockId && repetition === layer.repetition,
  );
  const label = (blockOfKind(layer.kind)?.label ?? kindName(layer)).replace(/^simple /, '');
  return `the ${blocks.length > 1 && at >= 0 ? `${ordinal(at)} ` : ''}${label}`;
}

const stepName = (layers: readonly Layer[], layer: Layer): string =>
  `time step ${layer.time?.step ?? 0} of ${recurrentName(layers, layer)}`;

/** `gates`, `projection`, `gate`: what follows the block's own name in `lstm1[4] gates`, `lstm1 projection`, `highway1.gate`. */
export const innerWord = (layer: Layer): string =>
  /[ .\]]([^ .[\]]+)$/.exec(layer.name)?.[1] ?? kindName(layer);

/** `the gates of time step 4 of the LSTM`, `the projection of the LSTM`, `the gate of layer 5`. */
function innerName(layers: readonly Layer[], index: number): string {
  const layer = layers[index] as Layer; // asked for rows that are there
  const word = innerWord(layer);
  const mine = layers
    .map((_, at) => at)
    .filter((at) => layers[at]?.place !== 'inner' && isOfBlock(layers[at], layer));
  const owner = mine.find((at) => at > index) ?? mine.at(-1) ?? countedRowOf(layers, index);
  const around = layers[owner];
  return around?.time && !layer.time
    ? `the ${word} of ${recurrentName(layers, around)}`
    : `the ${word} of ${layerName(layers, owner)}`;
}

const isOfBlock = (row: Layer | undefined, { blockId, repetition }: Layer): boolean =>
  row?.blockId === blockId && row.repetition === repetition;

/** `the batch norm of layer 3`: a row of those that make up a layer. One recorded elsewhere by its own name, `row “2.relu” of layer 3`. */
function partName(layers: readonly Layer[], index: number): string {
  const layer = layers[index];
  const words = layer && !blockOfKind(layer.kind) ? `row “${ownName(layer)}”` : `the ${partWords(layer)}`;
  return `${words} of ${layerName(layers, countedRowOf(layers, index))}`;
}

/** A name from elsewhere, as a word in a sentence: nothing that turns the line round, and where it is long its ends. */
export function ownName({ name }: Layer): string {
  const letters = Array.from(name.replaceAll(/\p{C}+/gu, ''));
  return letters.length <= 48
    ? letters.join('')
    : `${letters.slice(0, 20).join('')}…${letters.slice(-27).join('')}`;
}

const partWords = (layer: Layer | undefined): string =>
  layer?.junction
    ? 'sum'
    : layer && hasOwnNoun(kindName(layer))
      ? kindName(layer)
      : `${layer ? kindName(layer) : ''} row`;

/** `the second dense layer inside residual block 1`: by the outermost block that the branch is of. */
function branchName(layers: readonly Layer[], index: number): string {
  const layer = layers[index] as Layer; // asked for rows that are there
  const at = layers.findIndex(
    ({ place, junction }) =>
      junction &&
      (place === 'trunk' || place === 'part') &&
      index >= junction.first &&
      index <= junction.last,
  );
  const around = layers[at];
  if (!around?.junction) return `row “${ownName(layer)}”`;
  const { first, last } = around.junction;
  const before = layers.filter(
    ({ kind, place }, each) => each <= at && kind === around.kind && place !== 'branch',
  );
  const words = branchWords(layer);
  const alike = layers
    .map((_, each) => each)
    .filter(
      (each) =>
        each >= first &&
        each <= last &&
        layers[each]?.place === 'branch' &&
        branchWords(layers[each]) === words,
    );
  const which = alike.length > 1 ? `${ordinal(alike.indexOf(index))} ` : '';
  return `the ${which}${words} inside ${kindName(around)} block ${before.length}`;
}

/** `dense layer`, `layer norm`, `inner residual`. */
function branchWords(layer: Layer | undefined): string {
  if (!layer) return 'layer';
  if (layer.junction) return `inner ${kindName(layer)}`;
  if (layer.time) return `time step ${layer.time.step}`;
  return hasOwnNoun(kindName(layer)) ? kindName(layer) : `${kindName(layer)} layer`;
}

/** `layer norm` and `dropout` are things; `dense` is a kind of layer. */
const hasOwnNoun = (name: string): boolean => name.includes(' ') || NOUNS.test(name);
const NOUNS = /(tion|out|norm|pooling)$/i;
