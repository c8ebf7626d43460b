/**
 * Decides what the worker does next: lanes that are behind catch up, then all step in lockstep, at the pace asked for,
 * as far as the page's credit reaches. It waits for the device only between batches of steps.
 */
import { isDead } from '../../history/firstNonFinite';
import { head, lossOf, rowOf, transferables } from '../../history/chunk';
import type { Lane, Lanes } from './lanes';
import { CREDIT, type FromWorker, type ToWorker } from '../protocol';

/** How long a batch of steps may take before its numbers go to the page. */
const BATCH_MS = 30;
/** Most steps in one batch: WebGL issues faster than it computes. */
const MOST_STEPS = 64;

export interface Clock {
  now(): number;
  /** Resolves after that many milliseconds; messages are heard meanwhile. */
  wait(ms: number): Promise<void>;
}

export type Post = (message: FromWorker, transfer?: ArrayBuffer[]) => void;

/** Held-out rows and prediction are looked at at every step at first, then at intervals. */
export function isSnapshotDue(step: number): boolean {
  return step <= 10 || (step <= 100 ? step % 10 === 0 : step % 20 === 0);
}

export class Scheduler {
  private target: { readonly until: number; readonly stepsPerSecond: number } | null = null;
  private credit = CREDIT;
  private isLooping = false;
  private wake: () => void = () => undefined;
  /** When the next step at a limited pace may be made. */
  private nextTick = 0;
  private stepsAtOnce = 1;

  constructor(
    private readonly lanes: Lanes,
    private readonly post: Post,
    private readonly clock: Clock,
  ) {}

  run({ until, stepsPerSecond }: Extract<ToWorker, { type: 'run' }>) {
    this.target = { until, stepsPerSecond };
    this.nextTick = Math.min(this.nextTick, this.clock.now() + 1000 / stepsPerSecond);
    this.wake();
    if (!this.isLooping) void this.loop();
  }

  /** Resolves when the steps under way are on their way to the page. */
  async pause() {
    this.target = null;
    this.wake();
    while (this.isLooping) await this.clock.wait(0);
    this.post({ type: 'paused', reached: false });
  }

  /** Stops without a word, so that lanes can be changed between two batches. */
  async hold<T>(change: () => Promise<T>): Promise<T> {
    const { target } = this;
    this.target = null;
    this.wake();
    while (this.isLooping) await this.clock.wait(0);
    try {
      return await change();
    } finally {
      // A run or pause that came meanwhile wins over what was held.
      if (target && !this.target) {
        this.target = target;
        void this.loop();
      }
    }
  }

  takeCredit() {
    this.credit++;
    this.wake();
  }

  private async loop() {
    this.isLooping = true;
    try {
      while (this.target) {
        const { until, stepsPerSecond } = this.target;
        const live = this.lanes.live;
        const least = Math.min(...live.map((lane) => lane.trainer.nextStep));
        if (live.length === 0 || least >= until) {
          this.target = null;
          this.isLooping = false;
          this.post({ type: 'paused', reached: true });
          return;
        }
        if (this.credit <= 0) {
          await this.sleep(1000);
          continue;
        }
        const most = Math.max(...live.map((lane) => lane.trainer.nextStep));
        const isCatchingUp = least < most;
        if (!isCatchingUp && Number.isFinite(stepsPerSecond)) {
          const early = this.nextTick - this.clock.now();
          if (early > 1) {
            await this.sleep(early);
            continue;
          }
          this.nextTick = Math.max(this.nextTick, this.clock.now() - 100) + 1000 / stepsPerSecond;
        }
        const behind = isCatchingUp ? live.filter((lane) => lane.trainer.nextStep === least) : live;
        const end = Math.min(until, isCatchingUp ? most : until);
        await this.batch(behind, !isCatchingUp && Number.isFinite(stepsPerSecond) ? least + 1 : end);
      }
    } catch (error) {
      this.target = null;
      this.post({
        type: 'failed',
        message: error instanceof Error ? error.message : String(error),
        lostContext: false,
      });
    } finally {
      this.isLooping = false;
    }
  }

  /** Steps of these lanes, all at the same step, up to `end`, a snapshot's step, or the batch's time; then their numbers. */
  private async batch(lanes: readonly Lane[], end: number) {
    const started = this.clock.now();
    const [first] = lanes;
    if (!first) return;
    let made = 0;
    do {
      for (const lane of lanes) lane.trainer.step();
      made++;
    } while (
      first.trainer.nextStep < end &&
      !isSnapshotDue(first.trainer.nextStep) &&
      made < this.stepsAtOnce &&
      this.clock.now() - started < BATCH_MS
    );
    for (const lane of lanes) await this.deliver(lane);
    const elapsed = this.clock.now() - started;
    // Reading included, so that a device that computes late is not handed ever more.
    if (elapsed < BATCH_MS && made === this.stepsAtOnce)
      this.stepsAtOnce = Math.min(MOST_STEPS, this.stepsAtOnce * 2);
    else if (elapsed > 2 * BATCH_MS) this.stepsAtOnce = Math.max(1, Math.floor(this.stepsAtOnce / 2));
    await this.clock.wait(0);
  }

  private async deliver(lane: Lane) {
    const { trainer, runId } = lane;
    const snapshot =
      isSnapshotDue(trainer.nextStep) && lane.snapshotStep !== trainer.nextStep
        ? trainer.snapshot(this.lanes.selectedLayer)
        : null;
    lane.snapshotStep = trainer.nextStep;
    const chunk = await trainer.read();
    let diedAt = -1;
    if (chunk) {
      for (let index = 0; index < chunk.count && diedAt < 0; index++) {
        if (isDead(rowOf(chunk, trainer.layers, index), lossOf(chunk, index))) diedAt = index;
      }
      // Steps made after the fatal one, before it was known, never happened.
      const kept = diedAt >= 0 ? head(chunk, trainer.layers, diedAt + 1) : chunk;
      this.credit--;
      this.post({ type: 'steps', runId, chunk: kept }, transferables(kept));
      if (diedAt >= 0) {
        lane.stopped = true;
        this.post({ type: 'stopped', runId, step: chunk.firstStep + diedAt });
      }
    }
    const seen = await snapshot;
    if (seen && diedAt < 0) this.post({ type: 'snapshot', runId, snapshot: seen, live: true });
  }

  private sleep(ms: number): Promise<void> {
    return Promise.race([
      this.clock.wait(ms),
      new Promise<void>((resolve) => {
        this.wake = resolve;
      }),
    ]);
  }
}
