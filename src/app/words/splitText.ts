/** The gain split of a row as text: the result first, the largest factor next, each named for what a user can change. */
import { activation } from '../../catalogue/registry';
import { CLASS, type Layer } from '../../catalogue/types';
import { printedParallel, printedProduct } from '../../history/printed';
import type { Factor, GainSplit, NoSplit, ParallelSplit } from '../../history/split';
import { layerName } from './layerName';
import { capitalized, factor, say, type Text, toned } from './segments';

export interface SplitText {
  /** “×1.22 = weights ×2.73 · tanh slope ×0.45” */
  readonly line: Text;
  /** Of a residual, what happens inside the branch: a line of the same kind, or null. */
  readonly inside: Text | null;
}

export function splitText(layers: readonly Layer[], split: GainSplit): SplitText {
  if (split.kind === 'none') return { line: say(whyNot(layers, split)), inside: null };
  if (split.kind === 'path') return { line: productLine(layers, split.factors, ''), inside: null };
  const inside = split.inside && split.branch.class === CLASS.finite ? insideLine(layers, split) : null;
  return { line: parallelLine(split), inside };
}

function productLine(layers: readonly Layer[], factors: readonly Factor[], name: string): Text {
  const telling = factors.filter(({ of, measured }) => of === 'weights' || measured.value !== 1);
  const sorted = telling.sort((a, b) => b.measured.value - a.measured.value);
  const printed = printedProduct(sorted.map(({ measured }) => measured.value));
  const terms = sorted.flatMap((each, index) => {
    const { value = Number.NaN, figures } = printed.factors[index] ?? {};
    return [index === 0 ? ' = ' : ' · ', `${factorName(layers, each)} `, factor(value, figures)];
  });
  const product = factor(printed.product.value, printed.product.figures);
  const [only] = sorted; // a single factor is the result itself: its name is enough
  return say(
    name,
    toned('strong', product),
    ...(sorted.length > 1 ? terms : only ? [` = ${factorName(layers, only)}`] : []),
  );
}

/** Alike factors of the branch's rows stand together: `weights`, `ReLU slope`, `scale`. */
function insideLine(layers: readonly Layer[], { inside }: ParallelSplit): Text | null {
  if (!inside || inside.some(({ measured }) => measured.class !== CLASS.finite)) return null;
  return productLine(layers, inside, 'branch ');
}

function factorName(layers: readonly Layer[], { of, layer }: Factor): string {
  const here = layers[layer];
  if (of === 'scale') return 'branch scale';
  const inside = here?.place === 'branch' ? ` (${layerName(layers, layer).replace(/ inside.*/, '')})` : '';
  if (of === 'activation')
    return `${here?.activation ? activation(here.activation.kind).label : 'activation'} slope${inside}`;
  return `${of === 'weights' ? 'weights' : (here?.kind ?? 'layer')}${inside}`;
}

/** “×1.34 from skip ×1.00 and branch ×0.500, cosine 0.600” */
function parallelLine({ growth, skip, branch, cosine }: ParallelSplit): Text {
  if (cosine === null) {
    const b = branch.class === CLASS.zero ? say('the branch nothing') : say('branch ', factor(branch.value));
    return say(toned('strong', factor(growth.value)), ' from skip ', factor(skip.value), ' and ', b);
  }
  const printed = printedParallel(skip.value, branch.value, cosine);
  return say(
    toned('strong', factor(printed.growth.value, printed.growth.figures)),
    ' from skip ',
    factor(printed.a.value, printed.a.figures),
    ' and branch ',
    factor(printed.b.value, printed.b.figures),
    ', cosine ',
    printed.cosine.toFixed(printed.decimals).replace('-', '−'), // decimals, since a cosine may well be near 0
  );
}

function whyNot(layers: readonly Layer[], { layer, reason }: NoSplit): string {
  const name = layerName(layers, layer);
  if (reason === 'first')
    return `${capitalized(say(name))[0]?.text ?? ''} is the first: the input before it has no gradient.`;
  if (reason === 'zero') return `No gradient passes ${name}: it is exactly 0 there.`;
  if (reason === 'notFinite') return `The gradient at ${name} is not finite: there is nothing to split.`;
  return `At ${name} no gradient is measured.`;
}
