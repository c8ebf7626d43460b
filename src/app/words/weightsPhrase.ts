/** A lane's first weights in plain words: how spread they are beside what suits their activation. */
import { drawnShape } from '../../catalogue/initializers/gates';
import { activation, initializer } from '../../catalogue/registry';
import type { Activation, Choice, Initializer, Layer, ParameterShape } from '../../catalogue/types';
import { formatPlain, formatSetting } from '../../charts/format';

interface Drawn {
  readonly choice: Choice;
  readonly parameter: ParameterShape;
  readonly activation: Choice | null;
}

export interface WeightsPhrase {
  /** “Random weights”, “Weights set, not drawn”; null where blocks differ. */
  readonly subject: string;
  /** “1.4 × as spread as He’s”, “zeros” */
  readonly spread: string;
}

/** From the rows; the output row has its own initializer and does not count. */
export function weightsPhrase(layers: readonly Layer[]): WeightsPhrase {
  const typical = typicalOf(layers);
  if (typical === 'none') return { subject: 'Random weights', spread: 'in the output layer alone' };
  if (typical === 'many') return { subject: 'Random weights', spread: 'each block’s its own' };
  const { drawn, suitedId } = typical;
  return whole(drawn, phraseOf(drawn, suitedId));
}

/** “c = 4 is √(4/2) = 1.4 times He’s spread”: how a slider of the variance and the phrase say the same; else null. */
export function varianceWords(layers: readonly Layer[]): string | null {
  const typical = typicalOf(layers);
  if (typeof typical === 'string') return null;
  const { drawn, suitedId } = typical;
  const entry = initializer(drawn.choice.kind);
  const suited = initializer(suitedId);
  const [only] = entry.parameters;
  const variance = varianceOf(drawn.parameter, drawn.choice);
  const reference = suited.varianceTimesFanIn(drawn.parameter, choiceOfDefaults(suited));
  if (!only || !variance || !reference || !isPlainVariance(entry, drawn.parameter)) return null;
  const start = `${only.label} = ${formatSetting(variance)} is`;
  const whose = `${nameOf(suited)}’s spread`;
  const ratio = Math.sqrt(variance / reference);
  if (isSame(ratio)) return `${start} ${whose}`;
  const root = `√(${formatSetting(variance)}/${formatPlain(reference)})`;
  return `${start} ${root} = ${ratioWords(ratio)} times ${whose}`;
}

/** A row that speaks for all, and what suits them. */
function typicalOf(
  layers: readonly Layer[],
): { readonly drawn: Drawn; readonly suitedId: string } | 'none' | 'many' {
  const drawn = layers.filter(({ place }) => place !== 'output').flatMap(drawnOf);
  const telling = drawn.filter(({ parameter, choice }) => varianceOf(parameter, choice) !== 0);
  const [first] = telling.length > 0 ? telling : drawn;
  if (!first) return 'none';
  const phrases = new Set(telling.map((each) => phraseOf(each, suitedOf(each))));
  if (phrases.size < 2) return { drawn: first, suitedId: suitedOf(first) };
  // One choice for rows of several activations (a branch often ends in a linear one): by the activation of most.
  const choices = new Set(telling.map(({ choice }) => JSON.stringify(choice)));
  if (choices.size > 1) return 'many';
  const reference = most(telling.map(suitedOf));
  return { drawn: telling.find((each) => suitedOf(each) === reference) ?? first, suitedId: reference };
}

function drawnOf(layer: Layer): Drawn[] {
  return layer.parameters
    .filter(({ role }) => role === 'weights')
    .map((parameter) => ({
      choice: parameter.initializer,
      parameter: drawnShape(parameter),
      activation: layer.activation,
    }));
}

const whole = ({ parameter, choice }: Drawn, spread: string): WeightsPhrase => ({
  subject: varianceOf(parameter, choice) ? 'Random weights' : 'Weights set, not drawn',
  spread,
});

function varianceOf(parameter: ParameterShape, choice: Choice): number | null {
  return initializer(choice.kind).varianceTimesFanIn(parameter, choice);
}

/** What suits the row's activation; for rows without one, what suits the linear (fan-in alone). */
function suitedOf({ activation: chosen }: Drawn): string {
  const entry: Activation = activation(chosen?.kind ?? 'linear');
  return entry.suitedInitializer;
}

function phraseOf({ choice, parameter }: Drawn, suitedId: string): string {
  const entry = initializer(choice.kind);
  const suited = initializer(suitedId);
  const variance = varianceOf(parameter, choice);
  const reference = suited.varianceTimesFanIn(parameter, choiceOfDefaults(suited));
  if (!variance || !reference) return entry.label;
  const ratio = Math.sqrt(variance / reference);
  const same = isSame(ratio);
  const spread = same
    ? `as spread as ${nameOf(suited)}’s`
    : `${ratioWords(ratio)} × as spread as ${nameOf(suited)}’s`;
  if (isPlainVariance(entry, parameter)) return spread;
  // An initializer without settings is called by its inventor; others by their label, since they may do more than spread.
  if (entry.parameters.length > 0) return `${entry.label}, ${spread}`;
  return nameOf(entry) === nameOf(suited) && same ? spread : `as spread as ${nameOf(entry)}’s`;
}

const isSame = (ratio: number): boolean => Math.abs(ratio - 1) < 0.005;

/** True where the only parameter is the variance times fan-in itself. */
function isPlainVariance(entry: Initializer, parameter: ParameterShape): boolean {
  const [only, ...more] = entry.parameters;
  const trial = 3;
  return (
    only !== undefined &&
    more.length === 0 &&
    entry.varianceTimesFanIn(parameter, { [only.id]: trial }) === trial
  );
}

/** `He` of “He normal”. */
const nameOf = (entry: Initializer): string => entry.label.split(' ')[0] ?? entry.label;

/** Two significant figures: `1.4`, `0.71`, `2`. */
const ratioWords = (ratio: number): string => {
  const rounded = Number(ratio.toPrecision(2));
  return rounded >= 0.01 && rounded < 100 ? String(rounded) : formatPlain(ratio);
};

const choiceOfDefaults = (entry: Initializer): Choice => ({
  kind: entry.id,
  ...Object.fromEntries(entry.parameters.map(({ id, default: value }) => [id, value])),
});

function most(names: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].reduce((best, each) => (each[1] > best[1] ? each : best))[0];
}
