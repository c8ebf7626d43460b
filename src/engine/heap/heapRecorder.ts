/** Measures a step while it happens: on the heap a look at a tensor's numbers costs no transfer. */
import { activation as activationEntry } from '../../catalogue/registry';
import type { Layer } from '../../catalogue/types';
import type { LossValue, PendingRow, StepRecorder } from '../device';
import { Row } from '../row';
import type { Tensor } from '../tf';
import type { HeapMemory } from './memory';
import { momentsOf, normOf, spreadOf, statisticsOf } from './statistics';

export interface HeapPendingRow extends PendingRow {
  readonly row: Row;
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
    const h = spreadOf(this.memory.view(output));
    const choice = this.layers[layer]?.activation;
    if (preActivation && choice) {
      const entry = activationEntry(choice.kind);
      const units = preActivation.shape.at(-1) ?? 1;
      const view = this.memory.view(preActivation);
      const z = momentsOf(view, units, entry.saturatedAt(choice), entry.flatAt(choice));
      this.row.preActivation(layer, z, z);
    } else this.row.preActivation(layer, h, { ...h, saturated: 0, dead: 0 });
    this.row.output(layer, h, h);
  }

  gradients(layer: number, preActivation: Tensor | null, output: Tensor) {
    if (!this.everything) return;
    const statistics = statisticsOf(this.memory.view(output));
    this.row.gradientOutput(layer, statistics);
    this.row.gradientPreActivation(
      layer,
      preActivation ? statisticsOf(this.memory.view(preActivation)) : statistics,
    );
  }

  inputGradient(layer: number, gradient: Tensor) {
    if (this.everything) this.row.gradientInput(layer, normOf(this.memory.view(gradient)));
  }

  paths(junction: number, first: Tensor | null, second: Tensor | null) {
    if (!this.everything) return;
    const of = (tensor: Tensor | null) => (tensor ? normOf(this.memory.view(tensor)) : null);
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
