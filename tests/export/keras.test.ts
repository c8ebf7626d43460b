/**
 * The Keras scripts of every block and setting. Keras is not run here. Where there is PyTorch, they are run with a stand-in
 * for Keras that was written from the layouts and equations of its documentation (standIn/): step 0 has the lab's loss
 * and gradients, and the steps after it are those of the PyTorch script. Elsewhere the texts are those that were run so.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { swapGates } from '../../src/export/blocks/gru';
import { kerasScript } from '../../src/export/keras/script';
import { pytorchScript } from '../../src/export/pytorch/script';
import { folded, pythonWith, RUN_ALL, rowsOf, scriptsOf } from './running';
import { SCRIPT_CASES } from './scriptCases';

const FROZEN = 'tests/fixtures/kerasScripts';
/** One of each way to lay weights out. */
const KEPT = ['dense', 'conv2d', 'lstm', 'gru', 'gruResetBefore', 'selfAttention', 'batchNorm', 'dropout'];
const STAND_IN = path.resolve('tests/export/standIn');
const NAMES = Object.keys(SCRIPT_CASES);
/** Relative, float32 against float32. */
const TOLERANCE = 2e-5;

const withTorch = pythonWith('torch');
const python = withTorch ?? pythonWith('ast');
let scripts: ReadonlyMap<string, string>;
let pytorch: ReadonlyMap<string, string>;

beforeAll(async () => {
  scripts = await scriptsOf(kerasScript);
  pytorch = await scriptsOf(pytorchScript);
});

test('every script says that nobody ran it, and where its layouts are from', () => {
  for (const [name, script] of scripts)
    expect(script.split('\n').slice(0, 8), name).toContain(
      "# Not run by us; weight layouts from Keras's documentation (keras.io/api/layers).",
    );
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
    const kerasRows = rowsOf(run(scripts, { PYTHONPATH: STAND_IN, PYTHONDONTWRITEBYTECODE: '1' }));
    const pytorchRows = rowsOf(run(pytorch));
    const bad: string[] = [];
    for (const name of NAMES) {
      const own = kerasRows.get(name);
      for (const { what, difference } of own?.compared ?? [])
        if (!(difference <= TOLERANCE)) bad.push(`${name}: ${what} ${difference}`);
      const near = nearOf(name);
      own?.losses.forEach((loss, step) => {
        const there = pytorchRows.get(name)?.losses[step] ?? Number.NaN;
        if (!(Math.abs(loss - there) <= near * Math.abs(there)))
          bad.push(`${name}: step ${step} has ${loss}, in PyTorch ${there}`);
      });
      expect(own?.losses, name).toHaveLength(4);
      expect(own?.compared.length, name).toBeGreaterThan(1);
    }
    expect(bad).toEqual([]);
    if (process.env['BACKBLAST_FREEZE']) {
      mkdirSync(FROZEN, { recursive: true });
      for (const name of KEPT)
        writeFileSync(path.join(FROZEN, `${name}.py`), folded(scripts.get(name) ?? ''));
    }
  },
);

test('the scripts are, word for word, those that were run so', () => {
  for (const name of KEPT)
    expect(folded(scripts.get(name) ?? ''), name).toBe(readFileSync(path.join(FROZEN, `${name}.py`), 'utf8'));
});

/** How near the losses of later steps must be: dropout draws its own, and these add epsilon elsewhere (the script says so). */
function nearOf(name: string): number {
  if (name === 'dropout') return Number.POSITIVE_INFINITY;
  return /rmsprop|adagrad|adam/.test(name) ? 0.02 : 2e-5;
}

function run(texts: ReadonlyMap<string, string>, env: Readonly<Record<string, string>> = {}): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'keras-'));
  for (const [name, script] of texts) writeFileSync(path.join(folder, `${name}.py`), script);
  writeFileSync(path.join(folder, 'run.py'), RUN_ALL);
  return execFileSync(withTorch ?? '', ['run.py', '4', ...NAMES], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
    env: { ...process.env, ...env },
  });
}
