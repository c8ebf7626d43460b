/** What starting an engine needs of this page. */
import type { ClientHost } from '../runner/client';
import { readPageFacts } from '../runner/facts';
import { spawnWorker } from '../runner/spawn';

export const engineHost = (): ClientHost => ({
  spawn: spawnWorker,
  facts: readPageFacts,
  base: document.baseURI,
});
