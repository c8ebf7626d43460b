/** Matrices whose numbers JavaScript can read and write in place: WASM's heap, or plain arrays. */
export type Floats = Float32Array | Float64Array;

export interface Store<T> {
  shapeOf(matrix: T): readonly [rows: number, columns: number];
  /** Its numbers, row-major; valid until the next allocation (WASM's memory may move when it grows). */
  view(matrix: T): Floats;
  /** A fresh matrix with undefined contents. */
  allocate(rows: number, columns: number): T;
  /** The same matrix, spared when the scope that made it ends. */
  keep(matrix: T): T;
  /** A kept matrix, disposed of when the scope that is running ends. */
  release(matrix: T): void;
}

/** A matrix in a plain array. */
export interface Plain {
  readonly rows: number;
  readonly columns: number;
  readonly data: Float64Array;
}

/** Float64 arrays: what all devices are held against, and where the engine computes what must not differ between them. */
export const plainStore: Store<Plain> = {
  shapeOf: ({ rows, columns }) => [rows, columns],
  view: ({ data }) => data,
  allocate: (rows, columns) => ({ rows, columns, data: new Float64Array(rows * columns) }),
  keep: (matrix) => matrix,
  release: () => undefined,
};

/** A fresh matrix, filled by `write`; views of other matrices are taken inside. */
export function fill<T>(store: Store<T>, rows: number, columns: number, write: (out: Floats) => void): T {
  const out = store.allocate(rows, columns);
  write(store.view(out));
  return out;
}
