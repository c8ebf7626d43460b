/** What is kept in this browser. In a sandboxed frame reading `localStorage` throws, so every touch is wrapped. */

export interface Keep {
  read(key: string): unknown;
  write(key: string, value: unknown): void;
}

/** JSON under a prefix in the given storage; where there is none, nothing is kept and nothing fails. */
export function keepIn(storage: () => Storage): Keep {
  return {
    read(key) {
      try {
        return JSON.parse(storage().getItem(`backblast.${key}`) ?? 'null');
      } catch {
        return null;
      }
    },
    write(key, value) {
      try {
        storage().setItem(`backblast.${key}`, JSON.stringify(value));
      } catch {
        // Private window, full disk or sandbox: the choice holds for this visit only.
      }
    },
  };
}

/** For tests and for pages that must not keep anything. */
export const keepNothing: Keep = { read: () => null, write: () => {} };
