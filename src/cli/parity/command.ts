/** `parity DIR [--backend cpu|wasm|webgl]`: reads, compares, prints a line for each quantity of each file. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { backendOf, type Io, parsed } from '../arguments';
import { openWork, type Work } from '../openWork';
import { findFiles } from './findFiles';
import { type Finding, isInside } from './findings';
import { isAside, recognise } from './recognise';

const USAGE = 'Usage: npm run parity -- DIR [--backend cpu|wasm|webgl]';

/** Returns the exit code: 1 where a number is outside, a file is broken or the backend will not start; 2 where something is missing; else 0. */
export async function parity(args: readonly string[], io: Io, open = openWork): Promise<number> {
  let work: Work | null = null;
  try {
    const { values, positionals } = parsed(args, { backend: { type: 'string' } }, USAGE);
    const [folder, ...more] = positionals;
    if (folder === undefined || more.length > 0) throw new Error(USAGE);
    const backend = backendOf(values.backend);
    const files = findFiles(path.resolve(io.folder, folder));
    work = await open(backend);
    io.say(`Engine: ${work.info.name} (${work.info.renderer}), ${work.info.floatBits} bit floats.`);
    const counts = { ok: 0, outside: 0, missing: 0 };
    let broken = 0;
    for (const { file, name } of files.filter((one) => !isAside(one.name))) {
      try {
        const recognised = recognise(name, readFileSync(file, 'utf8'));
        if (!recognised) {
          io.say(`${name} is passed over: it is no reference file.`);
          continue;
        }
        const outcome = await work.compare(recognised);
        for (const finding of outcome.findings) {
          const status = isInside(finding) ? 'ok' : 'outside';
          counts[status]++;
          io.print(lineOf(status, name, finding));
          if (status === 'outside') io.say(`${name}: ${finding.quantity}, ${finding.where}`);
        }
        for (const what of outcome.missing) {
          counts.missing++;
          io.print(['missing', name, what, '-', '-', '-'].join('\t'));
        }
        if (outcome.broken !== null) throw new Error(outcome.broken);
      } catch (error) {
        broken++;
        io.say(`${name}: ${messageOf(error)}`);
      }
    }
    if (broken > 0) io.say(`${broken} broken ${broken === 1 ? 'file was' : 'files were'} not compared.`);
    const compared = counts.ok + counts.outside + counts.missing;
    if (compared + broken === 0) throw new Error(`There is no reference file under ${folder}.`);
    io.print(`${counts.ok} ok, ${counts.outside} outside, ${counts.missing} missing`);
    if (counts.outside > 0 || broken > 0) return 1;
    return counts.missing > 0 ? 2 : 0;
  } catch (error) {
    io.say(messageOf(error));
    return 1;
  } finally {
    await work?.close();
  }
}

const lineOf = (status: string, name: string, { quantity, error, limit, step }: Finding) =>
  [status, name, quantity, short(error), short(limit), step ?? '-'].join('\t');

const short = (value: number) =>
  value === 0 || value >= 1e-3 ? String(Number(value.toPrecision(3))) : value.toExponential(2);

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
