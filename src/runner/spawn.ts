/** Where the three workers' scripts lie, and the two ways to start one. Nothing else names these files. */
import type { BackendName } from '../engine/types';
import type { Spawn } from './client';
// oxlint-disable import/default -- the default export of `?worker&url` is Vite's: the worker's address
import cpuUrl from './worker.cpu?worker&url';
import wasmUrl from './worker.wasm?worker&url';
import webglUrl from './worker.webgl?worker&url';

const URLS: Readonly<Record<BackendName, string>> = { webgl: webglUrl, wasm: wasmUrl, cpu: cpuUrl };

/**
 * `url` is the plain way. A sandboxed frame has no origin, and there only a classic worker from a blob starts; it is
 * told its own address (`scriptUrl`), by which the build finds the WebAssembly binary.
 */
export const spawnWorker: Spawn = (name, form) => {
  const url = new URL(URLS[name], document.baseURI).href;
  if (form === 'url') return new Worker(url, import.meta.env.DEV ? { type: 'module' } : {});
  const literal = JSON.stringify(url);
  const script = new Blob([`self.scriptUrl=${literal};importScripts(${literal})`], {
    type: 'text/javascript',
  });
  const blobUrl = URL.createObjectURL(script);
  try {
    return new Worker(blobUrl);
  } finally {
    URL.revokeObjectURL(blobUrl);
  }
};
