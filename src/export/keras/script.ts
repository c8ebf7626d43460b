/**
 * A lane as a script for Keras 3 on TensorFlow: specification, first weights and first batch, so that step 0 is the
 * same. Weight layouts and equations are those of Keras's documentation, cited beside each kind (blocks/).
 */
import { clipping, loss, optimizer, schedule } from '../../catalogue/registry';
import type { Layer } from '../../catalogue/types';
import type { LaneSpec } from '../../spec/types';
import type { KerasWeight } from '../scripts';
import { base64, floats, literal, spelled } from '../spelled';
import {
  editLines,
  headLines,
  keptAtStart,
  laneOf,
  measuredAt,
  type ScriptRequest,
  type ScriptStart,
  specLines,
} from '../start';
import { type KerasNetwork, kerasNetwork } from './network';

export function kerasScript(request: ScriptRequest, layers: readonly Layer[], start: ScriptStart): string {
  const { lane, settings } = laneOf(request);
  const network = kerasNetwork(layers);
  const entries = [clipping(settings.clipping.kind), schedule(settings.schedule.kind)];
  const parts = [
    headOf(request, settings),
    specLines(request),
    DECODER,
    ...network.helpers,
    ...entries.flatMap(({ spelling }) => (spelling.kerasHelper ? [spelling.kerasHelper.trim()] : [])),
    [...network.activations, ...network.lines].join('\n'),
    COMPARE,
    trainText(settings, lane, start, network),
    numbersText(layers, start, network),
    'if __name__ == "__main__":\n    train(int(sys.argv[1]) if len(sys.argv) > 1 else 10)',
  ];
  return `${parts.join('\n\n\n')}\n`;
}

const headOf = (request: ScriptRequest, lane: LaneSpec): string => `${headLines(request, lane)}
#
# Scripts of every block were run with Keras 3.15 on TensorFlow 2.21; weight layouts: keras.io/api/layers.
#
# Run it with Keras 3 and TensorFlow: python3 FILE.py [steps]. It prints the loss and the gradient norm of every weight at
# step 0 beside the lab's, then trains on. The lab takes another batch at each step; this script keeps the first.
import base64
import json
import os
import sys

os.environ["KERAS_BACKEND"] = "tensorflow"

import keras
import numpy as np
import tensorflow as tf
from keras import ops`;

const DECODER = `def numbers(text, *shape, dtype="<f4"):
    """Numbers in base64, little-endian, row by row."""
    return np.frombuffer(base64.b64decode(text), dtype).reshape(shape)


def norm(values):
    """In float64, so that no square overflows."""
    return float(np.linalg.norm(ops.convert_to_numpy(values).astype("float64")))`;

const COMPARE = `def compare(loss, gradients):
    """Step 0, here and in the lab. \`gradients\` by the id of their variable."""
    print(f"{'gradient norm of':32}{'here':>16}{'the lab':>16}{'difference':>12}")
    rows = [("loss", float(loss), LAB["loss"])]
    for layer, names in NAMES.items():
        for name, weight in zip(names, model.get_layer(layer).trainable_weights):
            rows.append((name, norm(gradients[id(weight)]), LAB[name]))
    for name, here, lab in rows:
        print(f"{name:32}{here:16.8e}{lab:16.8e}{abs(here - lab) / (abs(lab) or 1):12.1e}")`;

function trainText(lane: LaneSpec, edited: LaneSpec, start: ScriptStart, { weights }: KerasNetwork): string {
  const hasDropout = start.uniforms.size > 0;
  const rate = floating(lane.learningRate);
  const spell = (words: string | null, choice: object, learningRate: string) =>
    words === null
      ? null
      : spelled(words.replaceAll('{learningRate}', learningRate), {
          ...choice,
          weightDecay: lane.weightDecay,
        });
  const optimizerEntry = optimizer(lane.optimizer.kind);
  const words = optimizerEntry.spelling.keras ?? '';
  const isDecoupled = words.includes('{weightDecay}');
  const scheduleWords = spell(schedule(lane.schedule.kind).spelling.keras, lane.schedule, rate);
  const clip = clipping(lane.clipping.kind);
  const clipWords = spell(clip.spelling.keras, lane.clipping, rate);
  const joins = [...weights.values()].flat().some(({ parameters }) => parameters.length > 1);
  const notes = [
    ...(optimizerEntry.spelling.kerasNote ? [optimizerEntry.spelling.kerasNote] : []),
    ...(scheduleWords && words.includes('momentum=')
      ? ['Keras puts the rate into the velocity: where it changes, steps differ a little from the lab’s.']
      : []),
    ...(joins && (clip.scope === 'tensor' || clip.scope === 'unit')
      ? ['The two biases of a GRU are one variable here, and are clipped as one.']
      : []),
  ].map((note) => `# ${note.replaceAll('’', "'")}`);
  const apply = 'optimizer.apply(gradients, weights)';
  const step = [
    ...(hasDropout ? ['if step == 1:', '    KEPT.clear()'] : []),
    'with tf.GradientTape() as tape:',
    '    output = model(X, training=True)',
    '    loss = loss_of(TARGETS, ops.reshape(output, TARGETS.shape))',
    'gradients = tape.gradient(loss, weights)',
    'if step == 0:',
    '    compare(loss, {id(w): g for w, g in zip(weights, gradients)})',
    'whole = sum(norm(g) ** 2 for g in gradients) ** 0.5',
    'print(f"step {step}: loss {float(loss):.6g}, gradient norm {whole:.6g}")',
    ...(clipWords ? [`gradients = ${clipWords}`] : []),
    ...(lane.weightDecay > 0 && !isDecoupled
      ? [`gradients = [g + ${literal(lane.weightDecay)} * w for g, w in zip(gradients, weights)]`]
      : []),
    ...(lane.skipNonFinite
      ? ['if all(np.isfinite(ops.convert_to_numpy(g)).all() for g in gradients):', `    ${apply}`]
      : [apply]),
  ];
  const lines = [
    'for layer, arrays in WEIGHTS.items():',
    '    model.get_layer(layer).set_weights(arrays)',
    'weights = model.trainable_weights',
    ...notes,
    ...(scheduleWords ? [`schedule = ${scheduleWords}`] : []),
    `optimizer = ${spell(words, lane.optimizer, scheduleWords ? 'schedule' : rate) ?? ''}`,
    `loss_of = ${loss(lane.loss.kind).spelling.keras ?? ''}`,
    ...editLines(edited),
    'for step in range(steps):',
    ...step.map((line) => `    ${line}`),
  ];
  return ['def train(steps):', ...lines.map((line) => `    ${line}`)].join('\n');
}

/** Keras takes no whole number for a rate. */
const floating = (value: number): string => {
  const words = literal(value);
  return /[.e"]/.test(words) ? words : `${words}.0`;
};

function numbersText(layers: readonly Layer[], start: ScriptStart, { weights }: KerasNetwork): string {
  const shapeOf = (shape: readonly number[]) => shape.join(', ');
  const array = (weight: KerasWeight) => {
    const values = weight.parameters.map(({ offset, size }) =>
      start.parameters.subarray(offset, offset + size),
    );
    return `        numbers("${floats(weight.arrange(values))}", ${shapeOf(weight.shape)}),`;
  };
  const trained = (own: readonly KerasWeight[]) => own.filter(({ parameters }) => parameters.length > 0);
  const nameOf = ({ parameters }: KerasWeight) => parameters.map(({ path }) => path).join(', ');
  const kept = keptAtStart(layers, start).map(
    ({ layer, mask }) => `    "${layer.name}": numbers("${base64(mask)}", -1, dtype="bool"),`,
  );
  return [
    '# ---- Numbers from here on: the first weights, the first batch, what the lab measured. ----',
    '# By layer, in the order of its get_weights().',
    'WEIGHTS = {',
    ...[...weights].flatMap(([layer, own]) => [`    "${layer}": [`, ...own.map(array), '    ],']),
    '}',
    '# What the lab calls them.',
    'NAMES = {',
    ...[...weights].map(
      ([layer, own]) =>
        `    "${layer}": [${trained(own)
          .map((each) => `"${nameOf(each)}"`)
          .join(', ')}],`,
    ),
    '}',
    `X = numbers("${floats(start.x)}", ${shapeOf([start.batch, ...(layers[0]?.inputShape ?? [])])})`,
    `TARGETS = numbers("${floats(start.targets)}", -1, ${layers.at(-1)?.outputShape.at(-1) ?? 1})`,
    ...(kept.length > 0 ? ['# What dropout keeps at step 0.', 'KEPT = {', ...kept, '}'] : []),
    ...labLines(
      layers,
      start,
      [...weights.values()].flatMap(trained).map((weight) => ({ ...weight, name: nameOf(weight) })),
    ),
  ].join('\n');
}

/** The loss, and of each variable the gradient norm that the lab has: of several parameters, of all of them. */
function labLines(
  layers: readonly Layer[],
  { measured }: ScriptStart,
  weights: readonly (KerasWeight & { readonly name: string })[],
): string[] {
  const lab = measuredAt(layers, measured);
  const normOf = new Map(
    layers.flatMap((layer, index) =>
      layer.parameters.map((parameter) => [parameter.path, lab.parameter(index, parameter)] as const),
    ),
  );
  const line = (name: string, value: number) => `    "${name}": ${literal(value)},`;
  return [
    'LAB = {',
    line('loss', lab.loss),
    ...weights.map(({ name, parameters }) => {
      const norms = parameters.map(({ path }) => normOf.get(path) ?? Number.NaN);
      return line(name, Math.hypot(...norms));
    }),
    '}',
  ];
}
