/**
 * The scripts of every block, run with PyTorch where there is one: step 0 has the lab's loss and gradient norms. Where
 * there is none, their text is compared with what was run (tests/fixtures/scripts; BACKBLAST_FREEZE=1 writes it anew).
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { BLOCKS } from '../../src/catalogue/blocks';
import { packedFile } from '../../src/cli/packedFile';
import { loadData } from '../../src/data/load';
import type { Engine } from '../../src/engine/types';
import { pytorchScript } from '../../src/export/pytorch/script';
import { parse } from '../../src/spec/schema';
import type { Experiment } from '../../src/spec/types';
import { everyBlock } from '../../src/app/lab/useLaneActions';
import { startNode } from '../parity/startNode';
import { SCRIPT_CASES } from './scriptCases';

const FROZEN = 'tests/fixtures/scripts';
/** Relative, float32 against float32. */
const TOLERANCE = 2e-5;
/** Softmax does not see a bias of the keys: its gradient is 0, but for rounding. */
const NOTHING = 1e-8;
const NAMES = Object.keys(SCRIPT_CASES);

let engine: Engine;
const scripts = new Map<string, string>();
const python = pythonWithTorch();

beforeAll(async () => {
  engine = await startNode('cpu');
  for (const [name, experiment] of Object.entries(SCRIPT_CASES))
    scripts.set(name, await scriptOf(experiment));
});

async function scriptOf(experiment: Experiment): Promise<string> {
  const [lane] = experiment.lanes;
  if (!lane) throw new Error('A case has a lane.');
  const bytes = await packedFile(experiment.dataset.id);
  const data = await loadData(experiment.dataset, experiment.seed, async () => Uint8Array.from(bytes ?? []));
  const trainer = engine.createTrainer(lane, data, experiment.seed);
  const request = { experiment, laneId: lane.id, letter: 'A', version: '0', backend: 'JavaScript' };
  const script = pytorchScript(request, trainer.layers, await trainer.start());
  trainer.dispose();
  return script;
}

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
    const printed = execFileSync(python ?? '', ['run.py', ...NAMES], {
      cwd: folder,
      encoding: 'utf8',
      maxBuffer: 2 ** 26,
    });
    const bad: string[] = [];
    const worst = new Map<string, number>();
    let name = '';
    for (const line of printed.split('\n')) {
      if (line.startsWith('== ')) name = line.slice(3);
      const row = /^(.{32})\s*(\S+)\s+(\S+)\s+(\S+)$/.exec(line);
      if (!row || /^(gradient norm of|step )/.test(line)) continue;
      const isNothing = Number(row[2]) < NOTHING && Number(row[3]) < NOTHING;
      const difference = isNothing ? 0 : Number(row[4]);
      worst.set(name, Math.max(worst.get(name) ?? 0, difference));
      if (!(difference <= TOLERANCE)) bad.push(`${name}: ${line.replaceAll(/\s+/g, ' ')}`);
    }
    expect(bad).toEqual([]);
    expect([...worst.keys()]).toEqual(NAMES);
    expect(printed.match(/^step 1: loss \S+, gradient norm \S+$/gm)).toHaveLength(NAMES.length);
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
  const script = await scriptOf({ ...dense, title, lanes });
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

/**
 * Long runs of numbers by their digest, and without what was measured: the text is what is compared, and a weight that
 * changed by a bit is seen all the same.
 */
const folded = (script: string): string =>
  script
    .replaceAll(
      /"([A-Za-z0-9+/=]{80,})"/g,
      (_, numbers: string) => `"sha256:${createHash('sha256').update(numbers).digest('hex').slice(0, 16)}"`,
    )
    .replace(/^SPEC = .*$/m, 'SPEC = …') // held by a test of its own
    .replace(/^LAB = \{\n([^}]*)^\}/m, (lab) => lab.replaceAll(/: \S+,$/gm, ': measured,'));

/** One process for all: importing PyTorch takes seconds. */
const RUN_ALL = `
import runpy, sys
for name in sys.argv[1:]:
    print("== " + name)
    sys.argv = [name + ".py", "2"]
    runpy.run_path(name + ".py", run_name="__main__")
`;

function pythonWithTorch(): string | null {
  for (const candidate of [process.env['BACKBLAST_PYTHON'], 'python3', '/usr/bin/python3']) {
    if (!candidate || (candidate.startsWith('/') && !existsSync(candidate))) continue;
    try {
      execFileSync(candidate, ['-c', 'import torch'], { stdio: 'ignore' });
      return candidate;
    } catch {
      // the next one
    }
  }
  return null;
}
