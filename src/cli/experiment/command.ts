/** `experiment FILE.json|--preset ID [--steps N] [--seeds K] [--backend B] --out run.json`. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { LIMITS } from '../../spec/limits';
import { maybePreset, PRESETS } from '../../spec/presets/registry';
import { parse } from '../../spec/schema';
import type { Experiment } from '../../spec/types';
import { backendOf, type Io, parsed, wholeNumber } from '../arguments';
import { openWork, type Work } from '../openWork';
import { packedFile } from '../packedFile';
import { type LaneFacts, spreads, spreadTable } from './facts';
import type { HistoryJson } from '../../export/historyJson';

const USAGE =
  'Usage: npm run experiment -- FILE.json|--preset ID [--steps N] [--seeds K] [--backend cpu|wasm|webgl] --out run.json';
const OPTIONS = {
  preset: { type: 'string' },
  steps: { type: 'string' },
  seeds: { type: 'string' },
  backend: { type: 'string' },
  out: { type: 'string' },
} as const;
const MOST_SEEDS = 1000;

/** Returns the exit code: 0, or 1 with a sentence. */
export async function experiment(args: readonly string[], io: Io, open = openWork): Promise<number> {
  let work: Work | null = null;
  try {
    const { values, positionals } = parsed(args, OPTIONS, USAGE);
    if (positionals.length + (values.preset === undefined ? 0 : 1) !== 1 || values.out === undefined)
      throw new Error(USAGE);
    const backend = backendOf(values.backend);
    const spec = read(values.preset, positionals[0], io.folder);
    const steps = wholeNumber(values.steps, '--steps', LIMITS.length, spec.length);
    const seeds = wholeNumber(values.seeds, '--seeds', MOST_SEEDS, 1);
    const file = await packedFile(spec.dataset.id);
    work = await open(backend);
    const { name, renderer, floatBits } = work.info;
    io.say(`Engine: ${name} (${renderer}), ${floatBits} bit floats.`);

    const facts: (readonly LaneFacts[])[] = [];
    let histories: readonly HistoryJson[] = [];
    for (let index = 0; index < seeds; index++) {
      const seeded = { ...spec, seed: (spec.seed + index) % (LIMITS.seed + 1) };
      const wantsHistories = index === 0;
      const result = await work.runSeed({ experiment: seeded, steps, file, looks: true, wantsHistories });
      facts.push(result.facts);
      if (wantsHistories) histories = result.histories;
    }
    const reason = values.backend === undefined ? 'The command’s own choice.' : 'Asked for.';
    const run = { experiment: spec, backend: { name, renderer, floatBits, reason }, histories };
    const out = path.resolve(io.folder, values.out);
    writeFileSync(out, `${JSON.stringify(run)}\n`);
    io.say(`${out}: seed ${spec.seed}, ${steps} steps, ${spec.lanes.length} lanes.`);
    if (values.seeds !== undefined) io.print(spreadTable(spreads(facts)));
    return 0;
  } catch (error) {
    io.say(error instanceof Error ? error.message : String(error));
    return 1;
  } finally {
    await work?.close();
  }
}

/** What the page's `experiment()` returns, through the one door for experiments from outside. */
function read(preset: string | undefined, file: string | undefined, folder: string): Experiment {
  if (preset !== undefined) {
    const known = maybePreset(preset);
    if (!known)
      throw new Error(
        `There is no preset “${preset}”. There are: ${PRESETS.map(({ id }) => id).join(', ')}.`,
      );
    return parse(known.experiment);
  }
  const text = readFileSync(path.resolve(folder, file ?? ''), 'utf8');
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new Error(`${file} is no JSON: ${error instanceof Error ? error.message : String(error)}.`, {
      cause: error,
    });
  }
  return parse(json);
}
