/**
 * The scripts of every block, run with PyTorch where there is one: step 0 has the lab's loss and gradient norms. Where
 * there is none, their text is compared with what was run (tests/fixtures/scripts; BACKBLAST_FREEZE=1 writes it anew).
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { BLOCKS } from '../../src/catalogue/blocks';
import { pytorchScript } from '../../src/export/pytorch/script';
import { readRecording } from '../../src/export/recording';
import { parse } from '../../src/spec/schema';
import { everyBlock } from '../../src/app/lab/useLaneActions';
import { folded, pythonWith, RUN_ALL, rowsIn, rowsOf, scriptOf, scriptsOf, unlike } from './running';
import { SCRIPT_CASES } from './scriptCases';

const FROZEN = 'tests/fixtures/scripts';
const NAMES = Object.keys(SCRIPT_CASES);

const python = pythonWith('torch');
let scripts: ReadonlyMap<string, string>;

beforeAll(async () => {
  scripts = await scriptsOf(pytorchScript);
});

test('every block of the catalogue is in a script', () => {
  const used = new Set(
    Object.values(SCRIPT_CASES).flatMap(({ lanes }) =>
      lanes.flatMap(({ blocks }) => everyBlock(blocks).map(({ type }) => type)),
    ),
  );
  expect(BLOCKS.map(({ id }) => id).filter((id) => !used.has(id))).toEqual([]);
});

test.skipIf(!python)(
  'step 0 in PyTorch has the lab’s loss and gradient norms, for every block and setting',
  () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'scripts-'));
    for (const [name, script] of scripts) writeFileSync(path.join(folder, `${name}.py`), script);
    writeFileSync(path.join(folder, 'run.py'), RUN_ALL);
    const printed = execFileSync(python ?? '', ['run.py', '2', ...NAMES], {
      cwd: folder,
      encoding: 'utf8',
      maxBuffer: 2 ** 26,
    });
    const rows = rowsOf(printed);
    expect([...rows.keys()]).toEqual(NAMES);
    for (const [name, printed] of rows) {
      expect(unlike(printed), name).toEqual([]);
      expect(printed.compared.length, name).toBe(rowsIn(scripts.get(name) ?? ''));
      expect(printed.losses, name).toHaveLength(2);
    }
    // Each wrote its own recording over the one before: the last is a run that the lab draws.
    const { run } = readRecording('x', readFileSync(path.join(folder, 'recorded.jsonl'), 'utf8'));
    expect(run.layers).toEqual(['dense1', 'dense2']);
    expect(run.rows.map(({ place }) => place)).toEqual(['trunk', 'output']);
    expect([...run.steps]).toEqual([0, 1]);
    // What was run is what is frozen.
    if (process.env['BACKBLAST_FREEZE'])
      for (const [each, script] of scripts) {
        mkdirSync(FROZEN, { recursive: true });
        writeFileSync(path.join(FROZEN, `${each}.py`), folded(script));
      }
  },
);

test(`the scripts are, word for word, those that were run with PyTorch${python ? '' : ' (none is installed here, so none was run)'}`, () => {
  for (const [name, script] of scripts)
    expect(folded(script), name).toBe(readFileSync(path.join(FROZEN, `${name}.py`), 'utf8'));
});

test('the specification in a script opens again, whatever was typed in its title', async () => {
  const [dense] = Object.values(SCRIPT_CASES);
  if (!dense) throw new Error('There is a case.');
  const title = 'a"""\n\'\'\'\\ \u2028 {x} 🙂';
  const lanes = dense.lanes.map((lane) => ({ ...lane, name: 'x\nimport os' }));
  const script = await scriptOf(pytorchScript, { ...dense, title, lanes });
  const literal = /^SPEC = json\.loads\((.*)\)$/m.exec(script)?.[1] ?? '';
  expect(parse(JSON.parse(JSON.parse(literal) as string))).toEqual(parse({ ...dense, title, lanes }));
  expect(script).not.toMatch(/^import os/m);
  expect(
    script
      .split('\n')
      .slice(0, 2)
      .every((line) => line.startsWith('# ')),
  ).toBe(true);
});
