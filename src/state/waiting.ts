/** Promises that settle when something has become so. */
export interface Waiting {
  /** Resolves as soon as the test holds: now, or at a later `check`. */
  readonly when: (test: () => boolean) => Promise<void>;
  check(): void;
}

/** `beforeSettling` runs before any promise settles: what it promises must be on record by then. */
export function createWaiting(beforeSettling: () => void): Waiting {
  let waiting: readonly { readonly test: () => boolean; readonly resolve: () => void }[] = [];
  function check(): void {
    const due = waiting.filter(({ test }) => test());
    if (due.length === 0) return;
    waiting = waiting.filter((each) => !due.includes(each));
    beforeSettling();
    for (const { resolve } of due) resolve();
  }
  return {
    when: (test) =>
      new Promise((resolve) => {
        waiting = [...waiting, { test, resolve }];
        check();
      }),
    check,
  };
}
