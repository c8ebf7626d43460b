// The house's allow-table: a file may import from its own room and from what the first row that fits it names.
// `may` lists rooms; `mayTypes` lists rooms of which only types are imported (`import type`).

const allButEngine = [
  'catalogue',
  'spec',
  'random',
  'data',
  'theory',
  'history',
  'charts',
  'export',
  'lessons',
  'runner',
  'state',
];

export const rooms = [
  // A chart's gallery cases stand beside it and are loaded by tests/gallery only.
  { files: /\.gallery\.ts$/, may: ['charts', 'catalogue', 'tests'] },
  { files: 'src/catalogue/', may: [] },
  { files: 'src/spec/', may: ['catalogue', 'data'] },
  { files: 'src/random/', may: [] },
  { files: 'src/data/', may: ['random'], mayTypes: ['catalogue'] },
  { files: 'src/theory/', may: ['catalogue', 'spec'] },
  { files: 'src/history/', may: ['catalogue', 'spec'] },
  { files: 'src/charts/', may: ['history', 'catalogue'], mayTypes: ['theory'] },
  { files: 'src/export/', may: ['catalogue', 'spec', 'history', 'charts'] },
  { files: 'src/lessons/', may: ['spec', 'history', 'theory'] },
  { files: 'src/engine/', may: ['catalogue', 'spec', 'random', 'data'], mayTypes: ['history'] },
  { files: 'src/runner/worker', may: ['engine', 'spec', 'history', 'catalogue', 'data'] },
  { files: 'src/runner/', may: ['spec', 'history', 'catalogue', 'data'], mayTypes: ['engine'] },
  {
    files: 'src/state/',
    may: ['spec', 'history', 'runner', 'catalogue'],
    mayTypes: ['data', 'engine', 'charts'],
  },
  { files: 'src/app/', may: [...allButEngine, 'embed'], mayTypes: ['engine'] },
  { files: 'src/embed/', may: [...allButEngine, 'app'], mayTypes: ['engine'] },
  { files: 'src/cli/', may: ['engine', 'spec', 'history', 'catalogue', 'data', 'random', 'export'] },
];

/**
 * Packages that only the named places may import; a package no row names is free to all. A file that only Node
 * loads, not the page, ends in Node.ts.
 */
export const packages = [
  { name: /^react(-dom)?(\/|$)/, may: ['src/app/', 'src/embed/'] },
  { name: /^@atlaskit\//, may: ['src/app/', 'src/embed/'] },
  { name: /^(zustand|zundo)(\/|$)/, may: ['src/state/', 'src/app/', 'src/embed/'] },
  { name: /^d3(-|\/|$)/, may: ['src/charts/', 'src/export/', 'src/app/', 'src/embed/', 'src/data/csv/'] },
  { name: /^@tensorflow\//, may: ['src/engine/tf.ts', 'src/engine/backends/'] },
  { name: /^node:/, may: ['src/cli/', /^src\/\w+\/(\w+\/)?\w+Node\.ts$/] },
];
