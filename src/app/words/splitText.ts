/** The gain split of a layer as text: the result first, the largest factor next, each named for what a user can change. */
import { activation } from '../../catalogue/registry';
import { CLASS, type Layer } from '../../catalogue/types';
import { printedParallel, printedProduct } from '../../history/printed';
import type { ChainSplit, Element, Factor, GainSplit, NoSplit, Parallel } from '../../history/split';
import { innerWord, kindName, layerName } from './layerName';
import { capitalized, factor, say, type Text, toned } from './segments';

export interface SplitText {
  /** “×1.22 = weights ×2.73 · tanh slope ×0.45” */
  readonly line: Text;
  /** What happens on parallel paths and inside them, a line of the same kind each. */
  readonly inside: readonly Text[];
}

export function splitText(layers: readonly Layer[], split: GainSplit): SplitText {
  if (split.kind === 'none') return { line: say(whyNot(layers, split)), inside: [] };
  const name = cellName(layers, split);
  const telling = tellingOf(split.elements);
  const [only] = telling;
  if (only?.kind === 'parallel' && telling.length === 1)
    return { line: say(name, parallelLine(only)), inside: insideLines(layers, only) };
  return {
    line: productLine(layers, split.elements, name),
    inside: split.elements.flatMap((each) =>
      each.kind === 'parallel'
        ? [say(`${pathsName(each)} `, parallelLine(each)), ...insideLines(layers, each)]
        : [],
    ),
  };
}

/** Of an LSTM it is the cell whose gradient is split: it has a way of its own past the time steps. */
function cellName(layers: readonly Layer[], { layer, of }: ChainSplit): string {
  const [name] = layers[of]?.junction?.paths ?? [];
  return of === layer || name === undefined ? '' : `${name} `;
}

/** What is worth a word: all but what changed nothing. */
export const tellingOf = (elements: readonly Element[]): readonly Element[] =>
  elements.filter((each) => each.kind === 'parallel' || each.of === 'weights' || each.measured.value !== 1);

function productLine(layers: readonly Layer[], elements: readonly Element[], name: string): Text {
  const sorted = tellingOf(elements).toSorted((a, b) => b.measured.value - a.measured.value);
  const printed = printedProduct(sorted.map(({ measured }) => measured.value));
  const terms = sorted.flatMap((each, index) => {
    const { value = Number.NaN, figures } = printed.factors[index] ?? {};
    return [index === 0 ? ' = ' : ' · ', `${elementName(layers, each)} `, factor(value, figures)];
  });
  const product = factor(printed.product.value, printed.product.figures);
  const [only] = sorted; // a single factor is the result itself: its name is enough
  return say(
    name,
    toned('strong', product),
    ...(sorted.length > 1 ? terms : only ? [` = ${elementName(layers, only)}`] : []),
  );
}

/** The second path's own elements; then those of what is parallel inside it. */
function insideLines(layers: readonly Layer[], { inside, paths, second }: Parallel): Text[] {
  if (!inside || second.class !== CLASS.finite) return [];
  if (inside.some(({ measured }) => measured.class !== CLASS.finite)) return [];
  const nested = inside.flatMap((each) =>
    each.kind === 'parallel'
      ? [say(`inside, ${pathsName(each)} `, parallelLine(each)), ...insideLines(layers, each)]
      : [],
  );
  return [productLine(layers, inside, `${paths[1]} `), ...nested];
}

const pathsName = ({ paths }: Parallel): string => `${paths[0]} and ${paths[1]}`;

/** `weights`, `tanh slope`, `batch norm`, `skip and branch`; inside a branch with the row it is of. */
export function elementName(layers: readonly Layer[], each: Element): string {
  if (each.kind === 'parallel') return pathsName(each);
  const here = layers[each.layer];
  const name = factorName(layers, each);
  const isNamedByRow = each.of === 'weights' || each.of === 'activation';
  return here?.place === 'branch' && isNamedByRow
    ? `${name} (${layerName(layers, each.layer).replace(/ inside.*/, '')})`
    : name;
}

function factorName(layers: readonly Layer[], { of, layer }: Factor): string {
  const here = layers[layer];
  switch (of) {
    case 'activation':
      return `${here?.activation ? activation(here.activation.kind).label : 'activation'} slope`;
    case 'weights':
      return here?.time ? 'recurrent weights' : 'weights';
    case 'share':
      return shareName(layers, here);
    case 'others':
      return 'what joins in';
    case 'steps':
      return 'all time steps';
    case 'transformation':
      return here ? kindName(here) : 'layer';
  }
}

/** What the second path's last row receives of the gradient where the paths meet. */
function shareName(layers: readonly Layer[], here: Layer | undefined): string {
  if (here?.values.branchScale !== undefined) return 'branch scale';
  const last = layers[here?.junction?.last ?? -1];
  return last?.place === 'inner' ? innerWord(last) : 'its part';
}

/** “×1.34 from skip ×1.00 and branch ×0.500, cosine 0.600” */
function parallelLine({ measured, paths, first, second, cosine }: Parallel): Text {
  if (cosine === null) {
    return say(
      toned('strong', factor(measured.value)),
      ' from ',
      pathWords(paths[0], first),
      ' and ',
      pathWords(paths[1], second),
    );
  }
  const printed = printedParallel(first.value, second.value, cosine);
  return say(
    toned('strong', factor(printed.growth.value, printed.growth.figures)),
    ` from ${paths[0]} `,
    factor(printed.a.value, printed.a.figures),
    ` and ${paths[1]} `,
    factor(printed.b.value, printed.b.figures),
    ', cosine ',
    printed.cosine.toFixed(printed.decimals).replace('-', '−'), // decimals, since a cosine may well be near 0
  );
}

const pathWords = (name: string, { value, class: code }: Parallel['first']): Text =>
  code === CLASS.finite
    ? say(`${name} `, factor(value))
    : say(`the ${name} ${code === CLASS.zero ? 'nothing' : 'unmeasured'}`);

function whyNot(layers: readonly Layer[], { layer, reason }: NoSplit): string {
  const name = layerName(layers, layer);
  if (reason === 'first')
    return `${capitalized(say(name))[0]?.text ?? ''} is the first: the input before it has no gradient.`;
  if (reason === 'zero') return `No gradient passes ${name}: it is exactly 0 there.`;
  if (reason === 'notFinite') return `The gradient at ${name} is not finite: there is nothing to split.`;
  return `At ${name} no gradient is measured.`;
}
