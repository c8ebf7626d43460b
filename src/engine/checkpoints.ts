/** Checkpoints on a schedule that thins out: the spacing doubles whenever there would be more than fit the budget. */
import type { Checkpoint } from './device';

const BUDGET_BYTES = 64 * 2 ** 20;
const MOST = 24;

export class Checkpoints {
  private readonly kept = new Map<number, Checkpoint>();
  private spacing = 4;

  isDue(step: number): boolean {
    return !this.kept.has(step) && step % this.spacing === 0;
  }

  add(step: number, checkpoint: Checkpoint) {
    this.kept.set(step, checkpoint);
    while (
      this.kept.size > 2 &&
      (this.kept.size > MOST || this.kept.size * checkpoint.sizeBytes > BUDGET_BYTES)
    )
      this.thin();
  }

  private thin() {
    this.spacing *= 2;
    for (const [step, checkpoint] of this.kept) {
      if (step % this.spacing === 0) continue;
      checkpoint.dispose();
      this.kept.delete(step);
    }
  }

  /** The last one at or before a step; step 0 is always kept. */
  before(step: number): { readonly step: number; readonly checkpoint: Checkpoint } {
    let best: { step: number; checkpoint: Checkpoint } | null = null;
    for (const [at, checkpoint] of this.kept)
      if (at <= step && (!best || at > best.step)) best = { step: at, checkpoint };
    if (!best) throw new Error(`No checkpoint at or before step ${step}.`);
    return best;
  }

  /** Forgets what comes after a step. */
  truncate(step: number) {
    for (const [at, checkpoint] of this.kept) {
      if (at <= step) continue;
      checkpoint.dispose();
      this.kept.delete(at);
    }
  }

  dispose() {
    for (const checkpoint of this.kept.values()) checkpoint.dispose();
    this.kept.clear();
  }
}
