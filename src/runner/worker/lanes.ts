/** The worker's lanes: builds, keeps and drops trainers until they are as the page wants them. */
import { type DatasetChoice, loadData, type ReadFile } from '../../data/load';
import type { Data } from '../../data/types';
import type { Engine, Trainer } from '../../engine/types';
import { inOrder } from '../../spec/edits';
import type { Edit, LaneSpec } from '../../spec/types';
import type { FromWorker, ToWorker } from '../protocol';

export interface Lane {
  readonly runId: string;
  readonly trainer: Trainer;
  spec: LaneSpec;
  /** It has died: no more steps. */
  stopped: boolean;
  /** The step whose snapshot was taken last. */
  snapshotStep: number;
}

type LanesMessage = Extract<ToWorker, { type: 'lanes' }>;
const sameText = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

export class Lanes {
  private all: Lane[] = [];
  private data: { readonly choice: DatasetChoice; readonly seed: number; readonly data: Data } | null = null;
  selectedLayer = -1;

  constructor(
    private readonly engine: Engine,
    private readonly readFile: ReadFile,
    private readonly post: (message: FromWorker) => void,
  ) {}

  get list(): readonly Lane[] {
    return this.all;
  }
  get live(): readonly Lane[] {
    return this.all.filter((lane) => !lane.stopped);
  }
  find(runId: string): Lane | undefined {
    return this.all.find((lane) => lane.runId === runId);
  }

  private async dataFor({ dataset, seed, own }: LanesMessage): Promise<Data> {
    if (!this.data || this.data.seed !== seed || !sameText(this.data.choice, dataset)) {
      this.data = { choice: dataset, seed, data: await loadData(dataset, seed, this.readFile, own) };
    }
    return this.data.data;
  }

  /** Makes the lanes those of the message, in its order; new ones are measured at step 0. */
  async become(message: LanesMessage): Promise<void> {
    for (const lane of this.all)
      if (!message.runs.some(({ runId }) => runId === lane.runId)) lane.trainer.dispose();
    const kept = new Map(this.all.map((lane) => [lane.runId, lane]));
    this.all = message.runs.flatMap(({ runId }) => kept.get(runId) ?? []);
    for (const { runId, spec } of message.runs) {
      const known = kept.get(runId);
      if (known) this.amend(known, spec);
      else await this.build(runId, spec, message);
    }
    this.all = message.runs.flatMap(({ runId }) => this.find(runId) ?? []);
  }

  private async build(runId: string, spec: LaneSpec, message: LanesMessage) {
    let trainer: Trainer | null = null;
    try {
      trainer = this.engine.createTrainer(spec, await this.dataFor(message), message.seed);
      this.post({
        type: 'built',
        runId,
        layers: trainer.layers,
        parameterCount: trainer.layers.reduce(
          (sum, layer) => layer.parameters.reduce((inner, { size }) => inner + size, sum),
          0,
        ),
      });
      const chunk = await trainer.measure();
      this.post({ type: 'preview', runId, chunk, snapshot: await trainer.snapshot(this.selectedLayer) });
      this.all.push({ runId, trainer, spec, stopped: false, snapshotStep: 0 });
    } catch (error) {
      trainer?.dispose();
      this.post({
        type: 'laneError',
        runId,
        message: error instanceof Error ? error.message : String(error),
      });
    }
  }

  /**
   * An edit that came too late for its step (the page's record lags) counts from the next one. The page is told how its
   * log took hold, each time: until then it sends no other, so that what it sends next is known here.
   */
  private amend(lane: Lane, spec: LaneSpec) {
    const { nextStep } = lane.trainer;
    const isKnown = (edit: Edit) => lane.spec.edits.some((known) => sameText(known, edit));
    const edits = spec.edits.map((edit) =>
      edit.step < nextStep && !isKnown(edit) ? { ...edit, step: nextStep } : edit,
    );
    const isTold = sameText(spec.edits, lane.spec.edits);
    // The answer is in the order of the question; the trainer goes by step: what was moved may have passed another.
    lane.spec = { ...spec, edits: inOrder(edits) };
    lane.trainer.setSpec(lane.spec);
    if (!isTold) this.post({ type: 'edits', runId: lane.runId, edits });
  }

  rewind() {
    for (const lane of this.all) {
      lane.trainer.rewind();
      lane.stopped = false;
      lane.snapshotStep = 0;
    }
  }
}
