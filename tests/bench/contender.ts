/** What the bench asks of everyone who trains, and how a page offers its contenders to scripts/bench.mjs. */
import type { Counts } from './countedDevice';
import type { NetName } from './nets';
import type { Size } from './work';

export interface Contender {
  /** So many steps, all done when the promise resolves; the loss of the last, before its update. */
  train(steps: number): Promise<number>;
  dispose(): void;
}

/** What is to be trained: a plain stack of a size, or one of the networks of blocks (nets.ts). */
export type Task = Size | { readonly net: NetName };

interface Request {
  readonly key: string;
  readonly kind: string;
  readonly lanes: number;
  readonly task: Task;
}

export interface Turn {
  readonly loss: number;
  readonly milliseconds: number;
  /** WebGL: draw calls, and bytes copied from the GPU. */
  readonly programs: number;
  readonly bytesRead: number;
}

const counted = { programs: 0, bytesRead: 0 };

/** Every program on WebGL is one draw call; both are counted where the browser takes them, the same for everyone. */
function countWebgl() {
  const prototype = WebGL2RenderingContext.prototype;
  const { drawElements, drawArrays, getBufferSubData, readPixels } = prototype;
  prototype.drawElements = function (...rest) {
    counted.programs++;
    drawElements.apply(this, rest);
  };
  prototype.drawArrays = function (...rest) {
    counted.programs++;
    drawArrays.apply(this, rest);
  };
  prototype.getBufferSubData = function (...rest: Parameters<typeof getBufferSubData>) {
    counted.bytesRead += rest[2].byteLength;
    getBufferSubData.apply(this, rest);
  };
  prototype.readPixels = function (...rest: unknown[]) {
    const into = rest[6];
    if (ArrayBuffer.isView(into)) counted.bytesRead += into.byteLength;
    (readPixels as (...given: unknown[]) => void).apply(this, rest);
  };
}

/** Puts `bench` on the window. `kinds` are the page's contenders by name. */
export function offer(
  prepare: (backend: string, wasm: string) => Promise<string>,
  kinds: Readonly<Record<string, (task: Task, lanes: number) => Promise<Contender>>>,
  /** What one step is made of; not asked while anyone is timed. */
  countsOf?: (kind: string, task: Task) => Promise<Counts>,
) {
  const made = new Map<string, Contender>();
  countWebgl();
  const bench = {
    prepare: ({ backend, wasm }: { backend: string; wasm: string }) => prepare(backend, wasm),
    async create({ key, kind, lanes, task }: Request) {
      const make = kinds[kind];
      if (!make) throw new Error(`No contender ${kind} on this page.`);
      made.set(key, await make(task, lanes));
    },
    async train({ key, steps }: { key: string; steps: number }): Promise<Turn> {
      const contender = made.get(key);
      if (!contender) throw new Error(`${key} was not created.`);
      const before = { ...counted };
      const started = performance.now();
      const loss = await contender.train(steps);
      return {
        loss,
        milliseconds: performance.now() - started,
        programs: counted.programs - before.programs,
        bytesRead: counted.bytesRead - before.bytesRead,
      };
    },
    counts: ({ kind, task }: Pick<Request, 'kind' | 'task'>) => countsOf?.(kind, task),
    dispose(key: string) {
      made.get(key)?.dispose();
      made.delete(key);
    },
  };
  Object.assign(window, { bench });
}
