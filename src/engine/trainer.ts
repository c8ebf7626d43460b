/** One lane being trained: forward, loss, backward, update, and nothing waits for the device. */
import type { Layer } from '../catalogue/types';
import type { Data } from '../data/types';
import type { Chunk } from '../history/types';
import type { LaneSpec } from '../spec/types';
import { Checkpoints } from './checkpoints';
import type { Device, LayerTensors, PendingRow } from './device';
import { inspect } from './inspection';
import { Lane } from './lane';
import { backward } from './passes';
import { toChunk } from './row';
import { scope } from './tf';
import type { Poison, Snapshot, Start, Trainer, TrainerOptions } from './types';

export class LaneTrainer implements Trainer {
  nextStep = 0;
  private readonly lane: Lane;
  private readonly checkpoints = new Checkpoints();
  private poisonAt: Poison | null = null;
  private pending: { readonly step: number; readonly row: PendingRow }[] = [];

  constructor(
    private readonly device: Device,
    spec: LaneSpec,
    data: Data,
    seed: number,
    private readonly options: TrainerOptions = {},
  ) {
    this.lane = new Lane(device, spec, data, seed, options);
    this.checkpoints.add(0, this.lane.moment());
  }

  get layers(): readonly Layer[] {
    return this.lane.layers;
  }

  private issue(recorded: boolean, updates: boolean): PendingRow | null {
    const { device, lane, nextStep } = this;
    return scope(() => {
      const settings = lane.settings(nextStep);
      const recorder = recorded
        ? device.record(lane.layers, lane.batchSize, this.options.measure !== false)
        : null;
      const { forward: pass, loss } = lane.pass(nextStep, recorder);
      const gradients = backward(device, lane.layers, pass, loss.gradient, recorder);
      const taken = this.poisonAt?.step === nextStep ? this.poisoned(gradients) : gradients;
      if (updates) lane.parameters.update(taken, settings, recorder);
      else if (recorder) lane.parameters.measure(taken, settings, recorder);
      if (updates) lane.adopt(pass);
      return recorder ? recorder.finish(settings.learningRate) : null;
    });
  }

  poison(poison: Poison) {
    this.poisonAt = poison;
  }

  private poisoned(gradients: readonly LayerTensors[]): LayerTensors[] {
    const { scale } = this.device.ops;
    return gradients.map((tensors, layer) =>
      layer === this.poisonAt?.layer && tensors['W']
        ? { ...tensors, W: scale(tensors['W'], Number.NaN) }
        : tensors,
    );
  }

  step() {
    if (this.checkpoints.isDue(this.nextStep)) this.checkpoints.add(this.nextStep, this.lane.moment());
    const row = this.issue(true, true);
    if (row) this.pending.push({ step: this.nextStep, row });
    this.nextStep++;
  }

  async measure(): Promise<Chunk> {
    const row = this.issue(true, false);
    return this.bringHome(this.nextStep, row);
  }

  async read(): Promise<Chunk | null> {
    const [first] = this.pending;
    if (!first) return null;
    const rows = this.pending.map(({ row }) => row);
    this.pending = [];
    return this.bringHome(first.step, ...rows);
  }

  private async bringHome(firstStep: number, ...pending: readonly (PendingRow | null)[]): Promise<Chunk> {
    const issued = pending.filter((row) => row !== null);
    const rows = await this.device.read(this.layers, issued);
    for (const row of issued) row.dispose();
    return toChunk(this.layers, firstStep, rows);
  }

  setSpec(spec: LaneSpec) {
    this.lane.spec = spec;
  }

  snapshot(layer: number): Promise<Snapshot> {
    return inspect(this.lane, this.nextStep, layer);
  }

  async snapshotAt(step: number, layer: number): Promise<Snapshot> {
    if (step === this.nextStep) return this.snapshot(layer);
    return this.visit(step, () => this.snapshot(layer));
  }

  /**
   * Looks at the lane as it stood before a past step, replayed from the nearest checkpoint. What `look` needs it issues
   * before it waits: the lane is back in place before anyone can see it moved.
   */
  private visit<T>(step: number, look: () => T): T {
    const { lane } = this;
    const here = this.nextStep;
    const now = lane.moment();
    const nearest = this.checkpoints.before(step);
    lane.restore(nearest.checkpoint);
    for (this.nextStep = nearest.step; this.nextStep < step; this.nextStep++) this.issue(false, true);
    const seen = look();
    lane.restore(now);
    this.nextStep = here;
    now.dispose();
    return seen;
  }

  async start(): Promise<Start> {
    const { lane } = this;
    const { parameters, row, uniforms } = this.visit(0, () => {
      const drawn = new Map<number, Float32Array>();
      lane.drawn = drawn;
      const issued = { parameters: lane.parameters.read(), row: this.issue(true, false), uniforms: drawn };
      lane.drawn = null;
      return issued;
    });
    const { x, targets, count } = lane.batch(0);
    return {
      parameters: await parameters,
      x,
      targets,
      batch: count,
      uniforms,
      measured: await this.bringHome(0, row),
    };
  }

  rewind() {
    this.forgetPending();
    this.lane.restore(this.checkpoints.before(0).checkpoint);
    this.checkpoints.truncate(0);
    this.nextStep = 0;
  }

  private forgetPending() {
    for (const { row } of this.pending) row.dispose();
    this.pending = [];
  }

  parameters(): Promise<Float32Array> {
    return this.lane.parameters.read();
  }

  dispose() {
    this.forgetPending();
    this.checkpoints.dispose();
    this.lane.dispose();
  }
}
