/**
 * An engine whose numbers are digests of everything that a run may depend on (start, data, seed, the settings of each
 * step so far) and of nothing else: two runs agree only if they were trained alike. A rate above 100 kills a lane.
 */
import { CLASS, type Layer, QUANTITIES, STEP_QUANTITIES, TENSORS } from '../../src/catalogue/types';
import type { Data } from '../../src/data/types';
import type { Engine, Snapshot, Trainer } from '../../src/engine/types';
import type { Chunk } from '../../src/history/types';
import { settingsAt } from '../../src/spec/edits';
import { expand } from '../../src/spec/expand';
import type { LaneSpec } from '../../src/spec/types';

/** FNV-1a, 32 bits, of JSON in which the order of keys says nothing. */
function digest(value: unknown): number {
  const text = JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.entries(inner).sort(([one], [other]) => (one < other ? -1 : 1))
      : inner,
  );
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193) >>> 0;
  return hash;
}

const settingsOf = (spec: LaneSpec, step: number) => {
  const { optimizer, learningRate, schedule, weightDecay, clipping, skipNonFinite } = settingsAt(spec, step);
  return { optimizer, learningRate, schedule, weightDecay, clipping, skipNonFinite };
};

class HashTrainer implements Trainer {
  readonly layers: readonly Layer[];
  nextStep = 0;
  /** What stood before each step so far. */
  private states: number[];
  private pending: Chunk[] = [];

  constructor(
    private spec: LaneSpec,
    data: Data,
    seed: number,
  ) {
    this.layers = expand(spec, data);
    const { blocks, output, loss, batchSize } = spec;
    const inputs = [...data.train.x.subarray(0, 8), data.train.count];
    this.states = [digest([blocks, output, loss, batchSize, seed, inputs])];
  }

  private get state(): number {
    return this.states[this.nextStep] as number; // one for each step so far
  }

  private chunk(): Chunk {
    const { learningRate } = settingsOf(this.spec, this.nextStep);
    const width = this.layers.length;
    const loss = learningRate > 100 ? Number.NaN : 0.5 + this.state / 2 ** 33;
    const perLayer = new Float64Array(width * QUANTITIES.length);
    for (let at = 0; at < perLayer.length; at++) perLayer[at] = 1 + ((this.state + at) % 1000) / 1000;
    return {
      firstStep: this.nextStep,
      count: 1,
      perStep: Float64Array.from(STEP_QUANTITIES, (name) =>
        name === 'loss' ? loss : name === 'learningRate' ? learningRate : name === 'skipped' ? 0 : this.state,
      ),
      perLayer,
      classes: new Uint8Array(width * TENSORS.length).fill(CLASS.finite),
    };
  }

  step() {
    this.pending.push(this.chunk());
    this.states[this.nextStep + 1] = digest([this.state, settingsOf(this.spec, this.nextStep)]);
    this.nextStep++;
  }
  measure() {
    return Promise.resolve(this.chunk());
  }
  read() {
    const [first] = this.pending;
    if (!first) return Promise.resolve(null);
    const all = this.pending;
    this.pending = [];
    const joined = (key: 'perStep' | 'perLayer') =>
      Float64Array.from(all.flatMap((chunk) => [...chunk[key]]));
    return Promise.resolve({
      firstStep: first.firstStep,
      count: all.length,
      perStep: joined('perStep'),
      perLayer: joined('perLayer'),
      classes: Uint8Array.from(all.flatMap((chunk) => [...chunk.classes])),
    });
  }
  setSpec(spec: LaneSpec) {
    this.spec = spec;
  }
  snapshot(layer: number) {
    return this.snapshotAt(this.nextStep, layer);
  }
  snapshotAt(step: number, layer: number): Promise<Snapshot> {
    const loss = this.states[step] ?? Number.NaN;
    return Promise.resolve({
      step,
      heldOut: { step, loss, accuracy: 0.5 },
      outputs: Float32Array.of(loss),
      gridSize: 0,
      guesses: new Uint8Array(0),
      histograms:
        layer < 0
          ? null
          : { layer, tensors: { weights: null, preActivation: null, output: null, gradientOutput: null } },
    });
  }
  rewind() {
    this.pending = [];
    this.nextStep = 0;
  }
  poison() {}
  parameters() {
    return Promise.resolve(Float32Array.of(this.state));
  }
  start(): Promise<never> {
    return Promise.reject(new Error('Digests have no weights to hand out.'));
  }
  dispose() {}
}

export const hashEngine: Engine = {
  info: { name: 'cpu', renderer: 'digests', floatBits: 32, software: false },
  createTrainer: (spec, data, seed) => new HashTrainer(spec, data, seed),
  counts: () => ({ tensors: 0, programs: 0 }),
  dispose() {},
};
