/** A lane as a PyTorch script: the specification, the first weights and the first batch, so that step 0 is the same. */
import { clipping, loss, optimizer, schedule } from '../../catalogue/registry';
import type { Layer } from '../../catalogue/types';
import type { Chunk } from '../../history/types';
import type { LaneSpec } from '../../spec/types';
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
import { networkText } from './network';

export function pytorchScript(request: ScriptRequest, layers: readonly Layer[], start: ScriptStart): string {
  const { lane, settings } = laneOf(request);
  const network = networkText(layers);
  const clip = clipping(settings.clipping.kind);
  const parts = [
    headOf(request, settings),
    specLines(request),
    DECODER,
    ...network.helpers,
    ...(clip.spelling.pytorchHelper ? [clip.spelling.pytorchHelper.trim()] : []),
    ROW,
    [
      ...network.activations,
      ...(network.activations.length > 0 ? ['', ''] : []),
      'def forward(x):',
      ...network.lines.map((line) => `    ${line}`),
    ].join('\n'),
    COMPARE,
    trainText(settings, lane),
    numbersText(layers, start),
    'if __name__ == "__main__":\n    train(int(sys.argv[1]) if len(sys.argv) > 1 else 10)',
  ];
  return `${parts.join('\n\n\n')}\n`;
}

const headOf = (request: ScriptRequest, lane: LaneSpec): string => `${headLines(request, lane)}
#
# Run it with PyTorch 1.10 or newer: python3 FILE.py [steps]. It prints the gradient norm of every layer at step 0
# beside the lab's, then trains on. The lab takes another batch at each step; this script keeps the first.
import base64
import json
import math
import sys

import torch
import torch.nn.functional as F
from torch import nn`;

const DECODER = `def numbers(text, *shape, dtype=torch.float32):
    """Numbers in base64, little-endian, row by row."""
    return torch.frombuffer(bytearray(base64.b64decode(text)), dtype=dtype).reshape(shape).clone()`;

const ROW = `# The parameters by name (dense weights are [in, out]), and what each layer hands on.
params, seen, file = {}, {}, open("recorded.jsonl", "w")


def row(name, h):
    """Keeps what a layer hands on, and the gradient that comes back to it."""
    if h.requires_grad:
        h.retain_grad()
        seen[name] = h
    return h


def norm(values):
    """In float64, so that no square overflows."""
    return None if values is None else values.detach().double().norm().item()


def record(step, loss):
    """A line of JSON a step, which Backblast draws."""
    rows = []
    for name, h in seen.items():
        w = params.get(name + "/W")
        norms = {"gradient": norm(h.grad), "weights": norm(w), "gradientWeights": norm(getattr(w, "grad", None))}
        spread = {"mean": h.mean().item(), "std": h.std(unbiased=False).item()}
        rows.append({"name": name, "place": PLACES.get(name, "trunk"), **norms, **spread})
    print(json.dumps({"step": step, "loss": loss.item(), "rows": rows}), file=file, flush=True)`;

const COMPARE = `def compare(loss):
    """Step 0, here and in the lab."""
    here = {name: h.grad for name, h in seen.items()}
    here.update({name: w.grad for name, w in params.items()})
    print(f"{'gradient norm of':32}{'here':>16}{'the lab':>16}{'difference':>12}")
    for name, lab in LAB.items():
        value = loss.item() if name == "loss" else norm(here[name])
        print(f"{name:32}{value:16.8e}{lab:16.8e}{abs(value - lab) / (abs(lab) or 1):12.1e}")`;

function trainText(lane: LaneSpec, edited: LaneSpec): string {
  const spell = (words: string | null, choice: object) =>
    words && spelled(words, { ...choice, learningRate: lane.learningRate, weightDecay: lane.weightDecay });
  const optimizerWords = spell(optimizer(lane.optimizer.kind).spelling.pytorch, lane.optimizer) ?? '';
  const scheduleWords = spell(schedule(lane.schedule.kind).spelling.pytorch, lane.schedule);
  const clipWords = spell(clipping(lane.clipping.kind).spelling.pytorch, lane.clipping);
  const own = (words: string) =>
    words.replaceAll('model.parameters()', 'params.values()').replaceAll('(params,', '(params.values(),');
  const update = lane.skipNonFinite
    ? ['if all(torch.isfinite(w.grad).all() for w in params.values()):', '    optimizer.step()']
    : ['optimizer.step()'];
  const lines = [
    'params.update({name: w.requires_grad_() for name, w in PARAMETERS.items()})',
    `optimizer = ${own(optimizerWords)}`,
    ...(scheduleWords ? [`schedule = ${scheduleWords}`] : []),
    `loss_of = ${loss(lane.loss.kind).spelling.pytorch ?? ''}`,
    ...editLines(edited),
    'for step in range(steps):',
    ...[
      'output = forward(X)',
      'loss = loss_of(output.flatten(0, -2), TARGETS.reshape(-1, output.shape[-1]))',
      'optimizer.zero_grad()',
      'loss.backward()',
      'if step == 0:',
      '    compare(loss)',
      'whole = sum(norm(w.grad) ** 2 for w in params.values()) ** 0.5',
      'print(f"step {step}: loss {loss.item():.6g}, gradient norm {whole:.6g}")',
      'record(step, loss)',
      ...(clipWords ? [own(clipWords)] : []),
      ...update,
      ...(scheduleWords ? ['schedule.step()'] : []),
    ].map((line) => `    ${line}`),
  ];
  return ['def train(steps):', ...lines.map((line) => `    ${line}`)].join('\n');
}

function numbersText(layers: readonly Layer[], start: ScriptStart): string {
  const [first] = layers;
  const inputShape = first?.inputShape ?? [];
  const parameters = layers.flatMap((layer) =>
    layer.parameters.map(({ path, shape, offset, size }) => {
      const values = start.parameters.subarray(offset, offset + size);
      return `    "${path}": numbers("${floats(values)}", ${shape.join(', ')}),`;
    }),
  );
  const kept = keptAtStart(layers, start).map(
    ({ layer, mask }) => `    "${layer.name}": numbers("${base64(mask)}", -1, dtype=torch.bool),`,
  );
  const places = layers
    .filter(({ place }) => place !== 'trunk')
    .map(({ name, place }) => `    "${name}": "${place}",`);
  return [
    '# ---- Numbers from here on: the first weights, the first batch, what the lab measured. ----',
    ['PARAMETERS = {', ...parameters, '}'].join('\n'),
    `X = numbers("${floats(start.x)}", ${[start.batch, ...inputShape].join(', ')})`,
    `TARGETS = numbers("${floats(start.targets)}", -1)`,
    ...(kept.length > 0 ? [['# What dropout keeps at step 0.', 'KEPT = {', ...kept, '}'].join('\n')] : []),
    ['# Which rows are not layers of the trunk, for the map.', 'PLACES = {', ...places, '}'].join('\n'),
    ['LAB = {', ...measuredLines(layers, start.measured), '}'].join('\n'),
  ].join('\n');
}

/** The loss, ‖∂L/∂h‖ of each row and the gradient norm of each parameter, as far as they were measured. */
function measuredLines(layers: readonly Layer[], measured: Chunk): string[] {
  const lab = measuredAt(layers, measured);
  const line = (name: string, value: number | null) =>
    value === null ? [] : [`    "${name}": ${literal(value)},`];
  return [
    ...line('loss', lab.loss),
    ...layers.flatMap((layer, index) => [
      ...line(layer.name, lab.output(index)),
      ...layer.parameters.flatMap((parameter) => line(parameter.path, lab.parameter(index, parameter))),
    ]),
  ];
}
