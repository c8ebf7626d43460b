import { expect, test } from 'vitest';
import { importsOf, violationsOf } from '../../scripts/checkRooms.mjs';

test.each([
  ['src/spec/expand.ts', "import { blocks } from '../catalogue/blocks';"],
  ['src/spec/expand.ts', "import type { Layer } from './types';"],
  ['src/charts/heatmap.ts', "import type { Curve } from '../theory/meanField';"],
  ['src/charts/heatmap.ts', "import { type Curve, type Depth } from '../theory/meanField';"],
  ['src/runner/client.ts', "import type { Report } from '../engine/types';"],
  ['src/runner/worker.cpu.ts', "import { Trainer } from '../engine/trainer';"],
  ['src/runner/client.ts', "import url from './worker.cpu?worker&url';"],
  [
    'src/engine/backends/cpu.ts',
    "import { addConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Add';",
  ],
  ['src/data/loadNode.ts', "import { readFile } from 'node:fs/promises';"],
  ['src/app/Lab.tsx', "import { useState } from 'react';"],
  ['src/spec/link.ts', "import { deflateSync } from 'fflate';"],
  ['src/spec/link.ts', "// import { Lab } from '../app/Lab';\nconst text = 'import x from \"react\"';"],
])('%s may say %s', (file, text) => {
  expect(violationsOf(file, text)).toEqual([]);
});

test.each([
  ['src/spec/expand.ts', "import { Trainer } from '../engine/trainer';"],
  ['src/spec/expand.ts', "import type { Trainer } from '../engine/trainer';"],
  ['src/spec/expand.ts', "export * from '../engine/trainer';"],
  ['src/spec/expand.ts', "import '../app/main';"],
  ['src/spec/expand.ts', "const lazily = () => import('../app/Lab');"],
  ['src/random/stream.ts', "import { limits } from '../spec/limits';"],
  ['src/charts/heatmap.ts', "import { curve } from '../theory/meanField';"],
  ['src/charts/heatmap.ts', "import { type Curve, curve } from '../theory/meanField';"],
  ['src/app/Lab.tsx', "import {\n  Trainer,\n} from '../engine/trainer';"],
  ['src/runner/client.ts', "import { Trainer } from '../engine/trainer';"],
  ['src/runner/client.ts', "import { start } from './workerLoop';"],
  ['src/state/run.ts', "import { useState } from 'react';"],
  ['src/history/windows.ts', "import { bisector } from 'd3-array';"],
  ['src/engine/trainer.ts', "import { tidy } from '@tensorflow/tfjs-core';"],
  ['src/app/Lab.tsx', "import { readFileSync } from 'node:fs';"],
  ['src/state/run.ts', "import { oracle } from '../../tests/oracle';"],
  ['src/utils/misc.ts', ''],
])('%s may not say %s', (file, text) => {
  expect(violationsOf(file, text)).toHaveLength(1);
});

test('an import is read without its query, and one for an address alone counts as a type', () => {
  const text = "import type A from './a';\nimport B, { type C } from './b';\nimport url from './c.wasm?url';";
  expect(importsOf(text)).toEqual([
    { address: './a', typeOnly: true },
    { address: './b', typeOnly: false },
    { address: './c.wasm', typeOnly: true },
  ]);
});
