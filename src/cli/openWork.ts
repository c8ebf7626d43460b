/** Starts the backend that was asked for, and no other: in Node, or for WebGL in a headless Chromium. */
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { BackendInfo, BackendName } from '../engine/types';
import type { SeedResult } from './experiment/runSeed';
import type { Outcome } from './parity/compareFile';
import { startDevice } from './startNode';
import { type WorkOnDevice, workOn } from './work';

export interface Work extends WorkOnDevice {
  close(): Promise<void>;
}

/** What scripts/chromium.mjs gives: an object of the page whose functions can be called by name. */
interface Chromium {
  call(name: string, argument?: unknown): Promise<unknown>;
  close(): Promise<void>;
}

export async function openWork(backend: BackendName): Promise<Work> {
  try {
    return backend === 'webgl' ? await openPage() : await openNode(backend);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`The backend ${backend} cannot start. ${reason}`, { cause: error });
  }
}

async function openNode(backend: 'cpu' | 'wasm'): Promise<Work> {
  return { ...(await workOn(await startDevice(backend))), close: async () => undefined };
}

async function openPage(): Promise<Work> {
  // A script with Playwright and Vite in it: loaded as it lies, not bundled into this file.
  const script = pathToFileURL(path.resolve('scripts/chromium.mjs')).href;
  const { openInChromium } = (await import(/* @vite-ignore */ script)) as {
    openInChromium: (file: string, object: string) => Promise<Chromium>;
  };
  const chromium = await openInChromium('src/cli/page.ts', 'backblastWork');
  try {
    const info = (await chromium.call('info')) as BackendInfo; // page.ts returns what its work returns
    return {
      info,
      compare: async (file) => (await chromium.call('compare', file)) as Outcome,
      runSeed: async (request) => (await chromium.call('runSeed', request)) as SeedResult,
      close: () => chromium.close(),
    };
  } catch (error) {
    await chromium.close();
    throw error;
  }
}
