/** One experiment with its own seed, lane by lane, recorded as the lab records it. */
import { loadData } from '../../data/load';
import type { Data } from '../../data/types';
import type { Engine } from '../../engine/types';
import { historyArrays } from '../../history/arrays';
import { head, lossOf, rowOf } from '../../history/chunk';
import { isDead } from '../../history/firstNonFinite';
import { createRecord, type RunRecord } from '../../history/record';
import type { Experiment, LaneSpec } from '../../spec/types';
import { type LaneFacts, laneFacts } from './facts';
import { type HistoryJson, historyJson } from '../../export/historyJson';

export interface SeedRequest {
  readonly experiment: Experiment;
  readonly steps: number;
  /** The packed bytes of a data set that has a file. */
  readonly file: readonly number[] | null;
  /** False: nobody asks about the rows held out; their loss and accuracy are NaN. */
  readonly looks: boolean;
  /** False: the facts alone come back. */
  readonly wantsHistories: boolean;
}
export interface SeedResult {
  readonly facts: readonly LaneFacts[];
  readonly histories: readonly HistoryJson[];
}

/** Enough that no step is merged with its neighbour. */
const EVERY_STEP = 2 ** 38;
const AT_ONCE = 16;

export async function runSeed(engine: Engine, request: SeedRequest): Promise<SeedResult> {
  const { experiment, file, wantsHistories } = request;
  const data = await loadData(experiment.dataset, experiment.seed, async () => Uint8Array.from(file ?? []));
  const facts: LaneFacts[] = [];
  const histories: HistoryJson[] = [];
  for (const lane of experiment.lanes) {
    const record = await runLane(engine, lane, data, request);
    const arrays = historyArrays(lane.id, record, lane.edits);
    facts.push(laneFacts(arrays, record));
    if (wantsHistories) histories.push(historyJson(arrays));
  }
  return { facts, histories };
}

/** Rows 0 … steps − 1, or to the step that the lane died of. */
async function runLane(
  engine: Engine,
  lane: LaneSpec,
  data: Data,
  { experiment, steps, looks }: SeedRequest,
): Promise<RunRecord> {
  const trainer = engine.createTrainer(lane, data, experiment.seed);
  try {
    const { layers } = trainer;
    const record = createRecord(layers, { budgetBytes: EVERY_STEP });
    const look = async () => {
      if (looks) record.appendHeldOut((await trainer.snapshot(-1)).heldOut);
    };
    while (trainer.nextStep < steps) {
      if (isLookDue(trainer.nextStep)) await look();
      const end = Math.min(steps, trainer.nextStep + AT_ONCE);
      do trainer.step();
      while (trainer.nextStep < end && !isLookDue(trainer.nextStep));
      const chunk = await trainer.read();
      if (!chunk) throw new Error('Nothing was recorded.');
      for (let index = 0; index < chunk.count; index++) {
        if (!isDead(rowOf(chunk, layers, index), lossOf(chunk, index))) continue;
        // Steps made after the fatal one, before it was known, never happened.
        record.append(head(chunk, layers, index + 1));
        return record;
      }
      record.append(chunk);
    }
    await look();
    return record;
  } finally {
    trainer.dispose();
  }
}

/** The steps at which the lab looks at the rows held out. */
const isLookDue = (step: number): boolean => step <= 10 || (step <= 100 ? step % 10 === 0 : step % 20 === 0);
