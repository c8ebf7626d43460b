/** `findings [--preset ID] [--seeds K] [--backend B] [--write]`: runs presets and holds them to what they are there to show. */
import { LIMITS } from '../../spec/limits';
import { PRESETS } from '../../spec/presets/registry';
import type { Preset } from '../../spec/presets/types';
import { backendOf, type Io, parsed, wholeNumber } from '../arguments';
import { openWork, type Work } from '../openWork';
import { packedFile } from '../packedFile';
import type { MeasuredCheck } from '../../spec/presets/measured';
import { claimedFacts } from './claimedFacts';
import { type Checked, checked, checkWords } from './check';
import { writeMeasured } from './measured';

const USAGE = 'Usage: npm run findings -- [--preset ID] [--seeds K] [--backend cpu|wasm|webgl] [--write]';
const OPTIONS = {
  preset: { type: 'string' },
  seeds: { type: 'string' },
  backend: { type: 'string' },
  write: { type: 'boolean' },
} as const;
const MOST_SEEDS = 100;

/** Returns the exit code: 0 where all checks hold on every seed, else 1. */
export async function findings(args: readonly string[], io: Io, open = openWork): Promise<number> {
  let work: Work | null = null;
  try {
    const { values } = parsed(args, OPTIONS, USAGE);
    const chosen = PRESETS.filter(({ id }) => values.preset === undefined || id === values.preset);
    if (chosen.length === 0) throw new Error(`There is no preset “${values.preset}”.`);
    const seeds = wholeNumber(values.seeds, '--seeds', MOST_SEEDS, 3);
    work = await open(backendOf(values.backend));
    io.print(['holds', 'preset', 'what', 'between', ...seedNames(seeds)].join('\t'));
    let failures = 0;
    for (const preset of chosen)
      failures += await runPreset(work, preset, { seeds, isWritten: values.write === true }, io);
    io.print(`${failures} of the checks do not hold.`);
    return failures === 0 ? 0 : 1;
  } catch (error) {
    io.say(error instanceof Error ? error.message : String(error));
    return 1;
  } finally {
    await work?.close();
  }
}

const seedNames = (seeds: number) => Array.from({ length: seeds }, (_, index) => `seed +${index}`);

async function runPreset(
  work: Work,
  { id, experiment, finding }: Preset,
  { seeds, isWritten }: { readonly seeds: number; readonly isWritten: boolean },
  io: Io,
): Promise<number> {
  const file = await packedFile(experiment.dataset.id);
  const columns: Checked[][] = [];
  for (let index = 0; index < seeds; index++) {
    const seeded = { ...experiment, seed: (experiment.seed + index) % (LIMITS.seed + 1) };
    const facts = await claimedFacts(finding.checks, seeded, file, (request) => work.runSeed(request));
    columns.push(checked(finding.checks, facts));
  }
  let failures = 0;
  const measured: MeasuredCheck[] = [];
  finding.checks.forEach((check, row) => {
    const cells = columns.map((column) => column[row]);
    const held = cells.filter((cell) => cell?.holds === true).length;
    const isFirst = cells[0]?.holds === true;
    const holds = isFirst && held >= (check.inMostSeeds ? Math.ceil((2 / 3) * seeds) : seeds);
    if (!holds) failures++;
    measured.push({ what: checkWords(check), holds, values: cells.map((cell) => rounded(cell?.value)) });
    const between = check.between.map(shown).join(' … ');
    io.print(
      [holds ? 'yes' : 'NO', id, checkWords(check), between, ...cells.map((cell) => shown(cell?.value))].join(
        '\t',
      ),
    );
  });
  if (isWritten) writeMeasured(id, work.info.name, seeds, measured);
  return failures;
}

/** Four figures, and what JSON has no word for as a string. */
function rounded(value = Number.NaN): MeasuredCheck['values'][number] {
  return Number.isFinite(value) ? Number(value.toPrecision(4)) : (String(value) as 'Infinity'); // or NaN
}

const shown = (value: number | undefined): string =>
  value === undefined ? '–' : Number.isFinite(value) ? String(Number(value.toPrecision(4))) : String(value);
