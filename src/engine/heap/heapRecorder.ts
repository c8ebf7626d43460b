/** Measures a step while it happens: on the heap a look at a tensor's numbers costs no transfer. */
import { activation as activationEntry } from '../../catalogue/registry';
import type { Choice, Layer } from '../../catalogue/types';
import type { LossValue, PendingRow, StepRecorder } from '../device';
import { Row } from '../row';
import type { Tensor } from '../tf';
import type { HeapMemory } from './memory';
import { type Region, regionOf } from './statistics';

export interface HeapPendingRow extends PendingRow {
  readonly row: Row;
}

interface Regions {
  readonly saturated: Region;
  readonly flat: Region;
}

/** A choice is the same object for as long as its lane's layers are. */
const regions = new WeakMap<Choice, Regions>();

function regionsOf(choice: Choice): Regions {
  const found = regions.get(choice);
  if (found) return found;
  const entry = activationEntry(choice.kind);
  const made = { saturated: regionOf(entry.saturatedAt(choice)), flat: regionOf(entry.flatAt(choice)) };
  regions.set(choice, made);
  return made;
}

export class HeapRecorder implements StepRecorder {
  readonly row: Row;

  constructor(
    private readonly memory: HeapMemory,
    private readonly layers: readonly Layer[],
    /** Else the loss and the gradient's norms. */
    readonly everything: boolean,
  ) {
    this.row = new Row(layers);
  }

  values(layer: number, preActivation: Tensor | null, output: Tensor) {
    if (!this.everything) return;
    const { looks } = this.memory;
    const h = looks.spread(output);
    const choice = this.layers[layer]?.activation;
    if (preActivation && choice) {
      const { saturated, flat } = regionsOf(choice);
      const z = looks.moments(preActivation, saturated, flat);
      this.row.preActivation(layer, z, z);
    } else this.row.preActivation(layer, h, { ...h, saturated: 0, dead: 0 });
    this.row.output(layer, h, h);
  }

  gradients(layer: number, preActivation: Tensor | null, output: Tensor) {
    if (!this.everything) return;
    const { looks } = this.memory;
    const dh = looks.statistics(output);
    this.row.gradientOutput(layer, dh);
    this.row.gradientPreActivation(layer, preActivation ? looks.statistics(preActivation) : dh);
  }

  inputGradient(layer: number, gradient: Tensor) {
    if (this.everything) this.row.gradientInput(layer, this.memory.looks.norm(gradient));
  }

  paths(junction: number, first: Tensor | null, second: Tensor | null) {
    if (!this.everything) return;
    const of = (tensor: Tensor | null) => (tensor ? this.memory.looks.norm(tensor) : null);
    this.row.paths(junction, of(first), of(second));
  }

  loss(loss: LossValue) {
    this.row.step('loss', loss.value as number); // made by the same device
  }

  finish(learningRate: number): HeapPendingRow {
    this.row.step('learningRate', learningRate);
    this.row.finish();
    return { row: this.row, dispose: () => undefined };
  }
}
