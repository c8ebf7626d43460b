/** Exported scripts: made, run with a Python that is there, and folded for comparison. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { packedFile } from '../../src/cli/packedFile';
import { loadData } from '../../src/data/load';
import type { pytorchScript } from '../../src/export/pytorch/script';
import type { Experiment } from '../../src/spec/types';
import { startNode } from '../parity/startNode';
import { SCRIPT_CASES } from './scriptCases';

/** `pytorchScript`, or one like it. */
type Write = typeof pytorchScript;

export async function scriptsOf(write: Write): Promise<ReadonlyMap<string, string>> {
  const scripts = new Map<string, string>();
  for (const [name, experiment] of Object.entries(SCRIPT_CASES))
    scripts.set(name, await scriptOf(write, experiment));
  return scripts;
}

/** On the plain engine, which is the same everywhere. */
export async function scriptOf(write: Write, experiment: Experiment): Promise<string> {
  const engine = await (started ??= startNode('cpu'));
  const [lane] = experiment.lanes;
  if (!lane) throw new Error('A case has a lane.');
  const bytes = await packedFile(experiment.dataset.id);
  const data = await loadData(experiment.dataset, experiment.seed, async () => Uint8Array.from(bytes ?? []));
  const trainer = engine.createTrainer(lane, data, experiment.seed);
  const request = { experiment, laneId: lane.id, letter: 'A', version: '0', backend: 'JavaScript' };
  const script = write(request, trainer.layers, await trainer.start());
  trainer.dispose();
  return script;
}
let started: ReturnType<typeof startNode> | null = null;

/** One process for all: importing PyTorch takes seconds. The first argument is how many steps each makes. */
export const RUN_ALL = `
import runpy, sys
steps, *names = sys.argv[1:]
for name in names:
    print("== " + name)
    sys.argv = [name + ".py", steps]
    runpy.run_path(name + ".py", run_name="__main__")
`;

/** Softmax does not see a bias of the keys: its gradient is 0, but for rounding. */
const NOTHING = 1e-8;

/** What each script printed: its comparison at step 0, and the loss of each step. */
export function rowsOf(printed: string) {
  const all = new Map<string, { compared: { what: string; difference: number }[]; losses: number[] }>();
  let own = { compared: [] as { what: string; difference: number }[], losses: [] as number[] };
  for (const line of printed.split('\n')) {
    if (line.startsWith('== ')) all.set(line.slice(3), (own = { compared: [], losses: [] }));
    const step = /^step \d+: loss (\S+), gradient norm \S+$/.exec(line);
    const row = /^(.{32})\s*(\S+)\s+(\S+)\s+(\S+)$/.exec(line);
    if (step) own.losses.push(Number(step[1]));
    else if (row && !line.startsWith('gradient norm of')) {
      const isNothing = Number(row[2]) < NOTHING && Number(row[3]) < NOTHING;
      own.compared.push({ what: line.replaceAll(/\s+/g, ' '), difference: isNothing ? 0 : Number(row[4]) });
    }
  }
  return all;
}

/**
 * Long runs of numbers by their digest, and without what was measured: the text is what is compared, and a weight that
 * changed by a bit is seen all the same.
 */
export const folded = (script: string): string =>
  script
    .replaceAll(
      /"([A-Za-z0-9+/=]{80,})"/g,
      (_, numbers: string) => `"sha256:${createHash('sha256').update(numbers).digest('hex').slice(0, 16)}"`,
    )
    .replace(/^SPEC = .*$/m, 'SPEC = …') // held by a test of its own
    .replace(/^LAB = \{\n([^}]*)^\}/m, (lab) => lab.replaceAll(/: \S+,$/gm, ': measured,'));

/** A Python that has the module, if there is one. */
export function pythonWith(module: string): string | null {
  for (const candidate of [process.env['BACKBLAST_PYTHON'], 'python3', '/usr/bin/python3']) {
    if (!candidate || (candidate.startsWith('/') && !existsSync(candidate))) continue;
    try {
      execFileSync(candidate, ['-c', `import ${module}`], { stdio: 'ignore' });
      return candidate;
    } catch {
      // the next one
    }
  }
  return null;
}
