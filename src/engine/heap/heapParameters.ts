/** A lane's parameters on the heap: one flat float32 vector, updated by the optimizer entry's loop over arrays. */
import { clipping as clippingEntry, optimizer as optimizerEntry } from '../../catalogue/registry';
import type { Layer, LayerParameter } from '../../catalogue/types';
import type { Checkpoint, LayerTensors, Parameters, StepRecorder, UpdateSettings } from '../device';
import type { Norm, Statistics } from '../row';
import { parameterMatrix } from '../shapes';
import { keep, type Tensor } from '../tf';
import { add, addMeasured, type Moved } from './addition';
import { clip } from './clip';
import type { HeapRecorder } from './heapRecorder';
import type { HeapMemory } from './memory';
import { NOTHING, normOf, statisticsOf } from './statistics';

interface HeapCheckpoint extends Checkpoint {
  readonly values: Float32Array;
  readonly state: readonly Float32Array[];
}

/** What an update leaves to be recorded, by segments; `before` and `moved` only where everything is measured. */
interface Measured {
  readonly norms: readonly Statistics[];
  readonly before: readonly Norm[] | null;
  /** Null where nothing was updated. */
  readonly moved: readonly Moved[] | null;
  readonly skipped: boolean;
  readonly isClipped: boolean;
}

export class HeapParameters implements Parameters {
  private readonly values: Float32Array;
  private readonly segments: readonly LayerParameter[];
  private state: Float32Array[] = [];
  private readonly gradient: Float32Array;
  private readonly clipped: Float32Array;
  private readonly change: Float32Array;
  private current: Record<string, Tensor>[] = [];
  /** Norms of `values`, where the last update measured what it left. */
  private known: Norm[] | null = null;

  constructor(
    private readonly memory: HeapMemory,
    private readonly layers: readonly Layer[],
    initial: Float32Array,
  ) {
    this.values = initial.slice();
    this.segments = layers.flatMap((layer) => layer.parameters);
    this.gradient = new Float32Array(initial.length);
    this.clipped = new Float32Array(initial.length);
    this.change = new Float32Array(initial.length);
    this.publish();
  }

  get tensors(): readonly LayerTensors[] {
    return this.current;
  }

  /** New tensors and not new numbers in the old ones: XNNPACK keeps packed weights by a tensor's identity. */
  private publish() {
    this.disposeTensors();
    this.current = this.layers.map((layer) =>
      Object.fromEntries(
        layer.parameters.map((parameter) => {
          const made = keep(this.memory.allocate(parameterMatrix(parameter.shape)));
          this.memory
            .view(made)
            .set(this.values.subarray(parameter.offset, parameter.offset + parameter.size));
          return [parameter.name, made];
        }),
      ),
    );
  }

  private disposeTensors() {
    for (const tensors of this.current) for (const tensor of Object.values(tensors)) tensor.dispose();
  }

  private take(gradients: readonly LayerTensors[]): Statistics[] {
    this.layers.forEach((layer, index) => {
      for (const parameter of layer.parameters) {
        const tensor = gradients[index]?.[parameter.name];
        if (tensor) this.gradient.set(this.memory.view(tensor), parameter.offset);
        else this.gradient.fill(0, parameter.offset, parameter.offset + parameter.size);
      }
    });
    return this.measureGradient(this.gradient);
  }

  private clip(norms: readonly Statistics[], settings: UpdateSettings): boolean {
    this.clipped.set(this.gradient);
    clip(this.clipped, this.values, this.segments, norms, settings.clipping);
    return settings.skipNonFinite && norms.some((norm) => norm.nan > 0 || norm.infinite > 0);
  }

  update(gradients: readonly LayerTensors[], settings: UpdateSettings, recorder: StepRecorder | null) {
    const norms = this.take(gradients);
    const skipped = this.clip(norms, settings);
    const before = this.before(recorder);
    let moved: Moved[] | null = null;
    if (skipped) {
      this.change.fill(0);
      if (before) moved = before.map((after) => ({ change: NOTHING, after }));
    } else {
      const entry = optimizerEntry(settings.optimizer.kind);
      const starts = entry.state(settings.optimizer);
      if (this.state.length !== starts.length)
        this.state = starts.map((start) => new Float32Array(this.values.length).fill(start));
      const scalars = entry.scalars(
        settings.optimizer,
        settings.learningRate,
        settings.update,
        settings.weightDecay,
      );
      entry.updateArrays(this.values, this.clipped, this.state, this.change, scalars, settings.optimizer);
      if (before)
        moved = this.segments.map(({ offset, size }) =>
          addMeasured(this.values, this.change, offset, offset + size),
        );
      else add(this.values, this.change);
    }
    this.record(recorder, { norms, before, moved, skipped, isClipped: isClipping(settings) });
    this.known = moved ? moved.map(({ after }) => after) : null;
    this.publish();
  }

  measure(gradients: readonly LayerTensors[], settings: UpdateSettings, recorder: StepRecorder) {
    const norms = this.take(gradients);
    const skipped = this.clip(norms, settings);
    const before = this.before(recorder);
    this.record(recorder, { norms, before, moved: null, skipped, isClipped: isClipping(settings) });
  }

  private before(recorder: StepRecorder | null): Norm[] | null {
    const heap = recorder as HeapRecorder | null; // made by the same device
    return heap?.everything ? (this.known ?? this.measureValues()) : null;
  }

  /** Summed as `addMeasured` sums: after a rewind a norm is the same to its last bit. */
  private measureValues(): Norm[] {
    return this.segments.map(({ offset, size }) => normOf(this.values, offset, offset + size));
  }

  private measureGradient(vector: Float32Array): Statistics[] {
    return this.segments.map(({ offset, size }) => statisticsOf(vector, offset, offset + size));
  }

  private record(recorder: StepRecorder | null, { norms, before, moved, skipped, isClipped }: Measured) {
    if (!recorder) return;
    const heap = recorder as HeapRecorder; // made by the same device
    // Nothing clipped: the gradient has been measured already.
    const clipped = isClipped ? this.measureGradient(this.clipped) : norms;
    let index = 0;
    this.layers.forEach((layer, layerIndex) => {
      for (const parameter of layer.parameters) {
        heap.row.parameter(layerIndex, parameter.role, {
          gradient: norms[index] ?? NOTHING,
          clipped: clipped[index] ?? NOTHING,
          value: before?.[index] ?? null,
          change: moved?.[index]?.change ?? null,
          after: moved?.[index]?.after ?? null,
        });
        index++;
      }
    });
    heap.row.step('skipped', skipped ? 1 : 0);
  }

  checkpoint(): Checkpoint {
    const copy: HeapCheckpoint = {
      values: this.values.slice(),
      state: this.state.map((vector) => vector.slice()),
      sizeBytes: this.values.byteLength * (1 + this.state.length),
      dispose: () => undefined,
    };
    return copy;
  }

  restore(checkpoint: Checkpoint) {
    const { values, state } = checkpoint as HeapCheckpoint; // made by this class
    this.values.set(values);
    this.known = null;
    this.state = state.map((vector) => vector.slice());
    this.publish();
  }

  read(): Promise<Float32Array> {
    return Promise.resolve(this.values.slice());
  }

  dispose() {
    this.disposeTensors();
    this.current = [];
  }
}

const isClipping = ({ clipping }: UpdateSettings): boolean => clippingEntry(clipping.kind).scope !== 'none';
