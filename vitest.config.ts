import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { defineConfig } from 'vitest/config';

/**
 * The folders whose tests look into the engine, and one that trains on WebAssembly: each file has TensorFlow.js's state for
 * itself, of which one backend at a time is a part.
 */
const ENGINE = [
  ...['cli', 'fuzz', 'laws', 'parity'].map((folder) => `tests/${folder}/**/*.test.ts`),
  'tests/theory/atStart.test.ts',
];

/** Without it the longest files, which are short to read, would come last, and one worker would end alone. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId, project }: TestSpecification) =>
      moduleId.includes('/cli/findings') ? 0 : project.name === 'engine' ? 1 : 2;
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}

export default defineConfig({
  // TensorFlow.js as ES modules, as in the build: its CommonJS form would be a second copy of the core.
  ssr: { resolve: { mainFields: ['module', 'main'] } },
  test: {
    environment: 'node',
    // Vitest leaves one processor to whoever watches; of two that would be half of them.
    maxWorkers: '100%',
    // A shared machine may be slow; what hangs is still found.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    exclude: ['tests/browser/**'],
    setupFiles: 'tests/support/sameBits.ts',
    server: { deps: { inline: [/@tensorflow\//] } },
    sequence: { sequencer: LongestFirst },
    projects: [
      { extends: true, test: { name: 'engine', include: ENGINE } },
      {
        extends: true,
        test: {
          name: 'rooms',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/browser/**', ...ENGINE],
          // A worker reads the other rooms' modules once, and not for every file: what they keep (stores, an engine on plain
          // JS) the files share.
          isolate: false,
        },
      },
    ],
  },
});
