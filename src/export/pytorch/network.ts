/** The rows of a lane as lines of Python, in the order of the stack; time steps become a loop. */
import { activation as activationEntry } from '../../catalogue/activations';
import type { Choice, Layer } from '../../catalogue/types';
import { kindScript } from '../blocks';
import { spelled } from '../spelled';

export interface NetworkText {
  /** Functions that the lines call. */
  readonly helpers: readonly string[];
  /** `tanh = nn.Tanh()` */
  readonly activations: readonly string[];
  /** The body of `forward(x)`. */
  readonly lines: readonly string[];
}

export function networkText(layers: readonly Layer[]): NetworkText {
  const helpers = new Set<string>();
  const activations = namesOfActivations(layers);
  const lines: string[] = [];
  const lists = listedStates(layers);

  /** The row's value: its line, bent by its activation. `before`: of a time step, how its inputs are called. */
  function value(layer: Layer, inputs: readonly string[]): string {
    const { helper, line } = kindScript(layer.kind).pytorch;
    if (helper) helpers.add(helper.trim());
    const owner = layers[layer.parametersOf];
    const z = line({
      layer,
      inputs,
      parameter(name) {
        const found = owner?.parameters.find((parameter) => parameter.name === name);
        return found ? `params["${found.path}"]` : null;
      },
    });
    const phi = layer.activation && activations.names.get(keyOf(layer.activation));
    return phi ? `${phi}(${z})` : z;
  }

  const nameOf = (index: number): string => (index < 0 ? 'x' : variable(layers[index] as Layer)); // an index of theirs

  for (let index = 0; index < layers.length; index++) {
    const layer = layers[index] as Layer; // index runs over the array
    if (layer.time) {
      const end = layers.findIndex((each, at) => at > index && !isSameBlock(each, layer));
      const rows = layers.slice(index, end < 0 ? layers.length : end);
      lines.push(...loop(rows));
      index += rows.length - 1;
      continue;
    }
    const list = lists.get(index);
    const inputs = list ? [list] : layer.inputs.map(nameOf);
    lines.push(`${variable(layer)} = row("${layer.name}", ${value(layer, inputs)})`);
  }
  lines.push(`return ${nameOf(layers.length - 1)}`);
  return { helpers: [...helpers], activations: activations.lines, lines };

  /** All time steps of a block, written by the rows of its second; what is before the first is 0. */
  function loop(rows: readonly Layer[]): string[] {
    const steps = rows[0]?.time?.steps ?? 0;
    const second = rows.filter(({ time }) => time?.step === 2);
    const carried = new Map<string, number>();
    const body = second.map((layer) => {
      const inputs = layer.inputs.map((input) => {
        const source = layers[input];
        if (!source?.time) return `${nameOf(input)}[:, t - 1]`;
        if (source.time.step === 1) carried.set(variable(source), source.outputShape[0] ?? 0);
        return variable(source);
      });
      return `    ${variable(layer)} = row(f"${layer.name.replace('[2]', '[{t}]')}", ${value(layer, inputs)})`;
    });
    const state = second.at(-1);
    const list = state && [...lists.values()].find((each) => each === listOf(state));
    return [
      ...[...carried].map(([name, width]) => `${name} = x.new_zeros(len(x), ${width})`),
      ...(list ? [`${list} = []`] : []),
      `for t in range(1, ${steps + 1}):`,
      ...body,
      ...(list && state ? [`    ${list}.append(${variable(state)})`] : []),
    ];
  }
}

/** Rows that take the states of all time steps, and the list in which those stand. */
function listedStates(layers: readonly Layer[]): ReadonlyMap<number, string> {
  return new Map(
    layers.flatMap((layer, index): [number, string][] => {
      const first = layers[layer.inputs[0] ?? -1];
      return !layer.time && first?.time && layer.inputs.length > 1 ? [[index, listOf(first)]] : [];
    }),
  );
}

const listOf = (state: Layer): string => `${variable(state)}_steps`;

const isSameBlock = (a: Layer, b: Layer): boolean =>
  a.time !== null && a.name.split('[')[0] === b.name.split('[')[0];

/** `highway1 gate` → `highway1_gate`; a time step is a turn of the loop, `lstm1[3] cell` → `lstm1_cell`. */
export const variable = ({ name }: Layer): string => name.replace(/\[\d+\]/, '').replace(/\W+/g, '_');

const keyOf = (choice: Choice): string => JSON.stringify(choice);

/** A name for each activation in use; `leakyRelu2` where another of the kind has other numbers. */
function namesOfActivations(layers: readonly Layer[]) {
  const names = new Map<string, string>();
  const lines: string[] = [];
  const counts = new Map<string, number>();
  for (const { activation } of layers) {
    if (!activation || activation.kind === 'linear' || names.has(keyOf(activation))) continue;
    const count = (counts.get(activation.kind) ?? 0) + 1;
    counts.set(activation.kind, count);
    const name = count === 1 ? activation.kind : `${activation.kind}${count}`;
    const entry = activationEntry(activation.kind);
    names.set(keyOf(activation), name);
    lines.push(`${name} = ${spelled(entry.spelling.pytorch ?? 'nn.Identity()', activation)}`);
  }
  return { names, lines };
}
