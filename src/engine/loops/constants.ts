/**
 * Fixed matrices that a device keeps from step to step (masks). A device lives as long as its worker, and lanes come and
 * go: above a budget, those not used for longest are let go, and made again should they be asked for.
 */
const MOST_NUMBERS = 4_194_304; // 16 MB

export class Constants<T> {
  private readonly kept = new Map<string, { readonly matrix: T; readonly size: number }>();
  private total = 0;

  /** `release` disposes of a matrix once the step that is running has no more use for it. */
  constructor(
    private readonly keep: (matrix: T) => T,
    private readonly release: (matrix: T) => void,
    private readonly most = MOST_NUMBERS,
  ) {}

  /** The matrix of this name and shape; `make` makes it the first time. */
  get(name: string, rows: number, columns: number, make: () => T): T {
    const key = `${name} ${rows} ${columns}`;
    const size = rows * columns;
    const found = this.kept.get(key);
    if (found) this.kept.delete(key);
    else this.total += size;
    const entry = found ?? { matrix: this.keep(make()), size };
    this.kept.set(key, entry); // last: the most recently used
    for (const [oldest, old] of this.kept) {
      if (this.total <= this.most || oldest === key) break;
      this.kept.delete(oldest);
      this.total -= old.size;
      this.release(old.matrix);
    }
    return entry.matrix;
  }
}
