/** The rows of a lane as a functional model of Keras. All rows of a recurrent block are one layer there. */
import { activation as activationEntry } from '../../catalogue/activations';
import type { Layer, LayerParameter } from '../../catalogue/layers';
import type { Choice } from '../../catalogue/types';
import { kindScript } from '../blocks';
import { variable } from '../pytorch/network';
import type { KerasWeight } from '../scripts';
import { spelled } from '../spelled';

export interface KerasNetwork {
  /** Functions and classes that the lines call. */
  readonly helpers: readonly string[];
  /** `leakyRelu = lambda x: …`, where Keras has no name for it. */
  readonly activations: readonly string[];
  readonly lines: readonly string[];
  /** What each layer with weights sets, by its name, in the order of its `get_weights()`. */
  readonly weights: ReadonlyMap<string, readonly KerasWeight[]>;
}

export function kerasNetwork(layers: readonly Layer[]): KerasNetwork {
  const helpers = new Set<string>();
  const lines = [`x = keras.Input([${layers[0]?.inputShape.join(', ') ?? ''}], name="x")`];
  const weights = new Map<string, readonly KerasWeight[]>();
  const { wordsOf, definitions } = activationWords();
  /** What each row is called: all rows of a recurrent block as the block. */
  const names: string[] = [];
  const nameOf = (index: number): string => names[index] ?? 'x';

  for (let index = 0; index < layers.length; index++) {
    const first = layers[index] as Layer; // index runs over the array
    const rows = recurrentRows(layers, index);
    const last = rows.findLast(({ time }) => time !== null) ?? first;
    const { keras } = kindScript(last.kind);
    if (!keras) throw new Error(`${last.name} is no layer of Keras.`);
    if (keras.helper) helpers.add(keras.helper.trim());
    const name = variable(last);
    const phi = last.activation && wordsOf(last.activation);
    const call = {
      layer: last,
      inputs: first.inputs.map(nameOf),
      common: `${keras.bends && phi ? `activation=${phi}, ` : ''}name="${name}"`,
      parameter: (wanted: string): LayerParameter | null =>
        rows.flatMap(({ parameters }) => parameters).find((each) => each.name === wanted) ?? null,
      handsOnAll: rows.at(-1)?.kind === 'sequence',
    };
    const value = keras.line(call);
    lines.push(`${name} = ${phi && !keras.bends ? `keras.layers.Activation(${phi})(${value})` : value}`);
    const own = keras.weights?.(call) ?? [];
    if (own.length > 0) weights.set(name, own);
    for (const _ of rows) names.push(name);
    index += rows.length - 1;
  }
  lines.push(`model = keras.Model(x, ${nameOf(layers.length - 1)})`);
  return { helpers: [...helpers], activations: definitions, lines, weights };
}

/** A row by itself; or from a recurrent block's first row on all of them: projection, time steps, sequence. */
function recurrentRows(layers: readonly Layer[], index: number): readonly Layer[] {
  const [first, second] = layers.slice(index, index + 2) as [Layer, Layer?]; // index is within the array
  const block = blockName(first);
  if (!second?.time || blockName(second) !== block) return [first];
  const end = layers.findIndex((each, at) => at > index && blockName(each) !== block);
  return layers.slice(index, end < 0 ? layers.length : end);
}

/** `lstm1` of `lstm1[3] cell`. */
const blockName = ({ name }: Layer): string => name.split(/[[ ]/)[0] ?? name;

/** Keras's own word for an activation, `"tanh"`, or the name under which the script defines it. */
function activationWords() {
  const names = new Map<string, string>();
  const definitions: string[] = [];
  return {
    definitions,
    wordsOf(choice: Choice): string | null {
      if (choice.kind === 'linear') return null;
      const words = spelled(activationEntry(choice.kind).spelling.keras ?? '"linear"', choice);
      if (words.startsWith('"')) return words;
      const known = names.get(words);
      if (known) return known;
      const same = [...names.values()].filter((each) => each.replace(/\d+$/, '') === choice.kind).length;
      const name = same === 0 ? choice.kind : `${choice.kind}${same + 1}`;
      names.set(words, name);
      definitions.push(`${name} = ${words}`);
      return name;
    },
  };
}
