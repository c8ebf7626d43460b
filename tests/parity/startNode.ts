/** The engine's heap backends in Node, as the command line starts them. */
import { startDevice } from '../../src/cli/startNode';
import { createEngine } from '../../src/engine/engine';
import type { Engine } from '../../src/engine/types';

export async function startNode(backend: 'cpu' | 'wasm'): Promise<Engine> {
  return createEngine(await startDevice(backend));
}
