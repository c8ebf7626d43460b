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

/** A row of the table that a script prints at step 0: the loss, or the norm of a gradient. */
interface Compared {
  readonly what: string;
  readonly here: number;
  readonly lab: number;
}

export interface Printed {
  /** In the order in which they stand there, the loss first. */
  readonly compared: readonly Compared[];
  /** Of each step. */
  readonly losses: readonly number[];
}

/** What each script printed, by its name. */
export function rowsOf(printed: string): ReadonlyMap<string, Printed> {
  const all = new Map<string, Printed>();
  let own = { compared: [] as Compared[], losses: [] as number[] };
  for (const line of printed.split('\n')) {
    if (line.startsWith('== ')) all.set(line.slice(3), (own = { compared: [], losses: [] }));
    const step = /^step \d+: loss (\S+), gradient norm \S+$/.exec(line);
    const row = /^(.{32})\s*(\S+)\s+(\S+)\s+(\S+)$/.exec(line);
    if (step) own.losses.push(Number(step[1]));
    else if (row && !line.startsWith('gradient norm of'))
      own.compared.push({ what: row[1]?.trim() ?? '', here: Number(row[2]), lab: Number(row[3]) });
  }
  return all;
}

/** Relative, float32 against float32. */
const TOLERANCE = 2e-5;
/**
 * Of the network's largest gradient norm. A gradient that is what remains of larger terms has their rounding: where
 * attention weighs all alike, the gradients of queries and keys nearly cancel, and that of the keys' bias does wholly.
 * Float32 rounds at 6e-8 of a number.
 */
const REMAINDER = 1e-9;

/** What of step 0 is not the lab's, each with its numbers. */
export function unlike({ compared }: Printed): string[] {
  const largest = Math.max(...compared.filter(({ what }) => what !== 'loss').map(({ lab }) => lab));
  return compared
    .filter(({ here, lab }) => !(Math.abs(here - lab) <= TOLERANCE * Math.abs(lab) + REMAINDER * largest))
    .map(({ what, here, lab }) => `${what}: ${here}, in the lab ${lab}`);
}

/** How many rows a script must print: those that it holds from the lab. */
export const rowsIn = (script: string): number =>
  /^LAB = \{\n([^}]*)^\}/m.exec(script)?.[1]?.trim().split('\n').length ?? 0;

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
