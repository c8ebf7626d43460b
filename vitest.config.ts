import { defineConfig } from 'vitest/config';

export default defineConfig({
  // TensorFlow.js as ES modules, as in the build: its CommonJS form would be a second copy of the core.
  ssr: { resolve: { mainFields: ['module', 'main'] } },
  test: {
    environment: 'node',
    // Vitest leaves one processor to whoever watches; of two that would be half of them.
    maxWorkers: '100%',
    // A shared machine may be slow; what hangs is still found.
    testTimeout: 60_000,
    include: ['tests/**/*.test.ts'],
    exclude: ['tests/browser/**'],
    server: { deps: { inline: [/@tensorflow\//] } },
  },
});
