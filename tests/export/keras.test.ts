/**
 * The Keras scripts of every block and setting. Where there is Keras, it runs them; where there is PyTorch, they are run
 * with a stand-in for Keras that was written from the layouts and equations of its documentation (standIn/): step 0 has
 * the lab's loss and gradients, and the steps after it are those of the PyTorch script. Elsewhere the texts are those
 * that were run so.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { swapGates } from '../../src/export/blocks/gru';
import { kerasScript } from '../../src/export/keras/script';
import { pytorchScript } from '../../src/export/pytorch/script';
import { folded, type Printed, pythonWith, RUN_ALL, rowsIn, rowsOf, scriptsOf, unlike } from './running';
import { SCRIPT_CASES } from './scriptCases';

const FROZEN = 'tests/fixtures/kerasScripts';
/** One of each way to lay weights out. */
const KEPT = ['dense', 'conv2d', 'lstm', 'gru', 'gruResetBefore', 'selfAttention', 'batchNorm', 'dropout'];
const STAND_IN = path.resolve('tests/export/standIn');
const NAMES = Object.keys(SCRIPT_CASES);
const STEPS = 4;

const withTorch = pythonWith('torch');
const withKeras = pythonWith('tensorflow, keras.ops'); // Keras 2 has no ops
const python = withTorch ?? pythonWith('ast');
let scripts: ReadonlyMap<string, string>;
let pytorch: ReadonlyMap<string, string>;

beforeAll(async () => {
  scripts = await scriptsOf(kerasScript);
  pytorch = await scriptsOf(pytorchScript);
});

test.skipIf(!python)('every script is Python', () => {
  const parse = 'import ast, json, sys\nfor text in json.load(sys.stdin): ast.parse(text)';
  execFileSync(python ?? '', ['-c', parse], { input: JSON.stringify([...scripts.values()]) });
});

test('gates change places and come back: r, z, n is z, r, n in Keras', () => {
  const ours = Float32Array.from([1, 2, 3, 4, 5, 6, 11, 12, 13, 14, 15, 16]); // two rows of [r r | z z | n n]
  expect([...swapGates(ours, 2)]).toEqual([3, 4, 1, 2, 5, 6, 13, 14, 11, 12, 15, 16]);
  expect(swapGates(swapGates(ours, 2), 2)).toEqual(ours);
});

test.skipIf(!withTorch)(
  'by Keras’s documented equations step 0 has the lab’s loss and gradients, and what follows is as in PyTorch',
  () => {
    const onStandIn = { PYTHONPATH: STAND_IN, PYTHONDONTWRITEBYTECODE: '1' };
    const rows = rowsOf(run(withTorch, scripts, onStandIn));
    expectStepZero(rows);
    expect(strays(rows, rowsOf(run(withTorch, pytorch)))).toEqual([]);
    if (process.env['BACKBLAST_FREEZE']) {
      mkdirSync(FROZEN, { recursive: true });
      for (const name of KEPT)
        writeFileSync(path.join(FROZEN, `${name}.py`), folded(scripts.get(name) ?? ''));
    }
  },
);

test.skipIf(!withKeras)(
  'Keras itself has the lab’s loss and gradients at step 0, and where PyTorch is there, its losses after it',
  () => {
    const rows = rowsOf(run(withKeras, scripts));
    expectStepZero(rows);
    if (withTorch) expect(strays(rows, rowsOf(run(withTorch, pytorch)))).toEqual([]);
  },
  600_000,
);

test('the scripts are, word for word, those that were run so', () => {
  for (const name of KEPT)
    expect(folded(scripts.get(name) ?? ''), name).toBe(readFileSync(path.join(FROZEN, `${name}.py`), 'utf8'));
});

function expectStepZero(rows: ReadonlyMap<string, Printed>): void {
  expect([...rows.keys()]).toEqual(NAMES);
  for (const [name, printed] of rows) {
    expect(unlike(printed), name).toEqual([]);
    expect(printed.compared.length, name).toBe(rowsIn(scripts.get(name) ?? ''));
    expect(printed.losses, name).toHaveLength(STEPS);
  }
}

/** Losses of later steps that are not PyTorch's. */
const strays = (rows: ReadonlyMap<string, Printed>, there: ReadonlyMap<string, Printed>): string[] =>
  NAMES.flatMap((name) =>
    (rows.get(name)?.losses ?? []).flatMap((loss, step) => {
      const other = there.get(name)?.losses[step] ?? Number.NaN;
      const isNear = Math.abs(loss - other) <= nearOf(name) * Math.abs(other);
      return isNear ? [] : [`${name}: step ${step} has ${loss}, in PyTorch ${other}`];
    }),
  );

/** Relative: dropout draws its own, and these add epsilon elsewhere (the script says so). */
function nearOf(name: string): number {
  if (name === 'dropout') return Number.POSITIVE_INFINITY;
  return /rmsprop|adagrad|adam/.test(name) ? 0.02 : 2e-5;
}

function run(
  python: string | null,
  texts: ReadonlyMap<string, string>,
  env: Readonly<Record<string, string>> = {},
): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'keras-'));
  for (const [name, script] of texts) writeFileSync(path.join(folder, `${name}.py`), script);
  writeFileSync(path.join(folder, 'run.py'), RUN_ALL);
  return execFileSync(python ?? '', ['run.py', String(STEPS), ...NAMES], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
    env: { ...process.env, ...env },
  });
}
