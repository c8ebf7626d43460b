/** Every JSON file under a folder, sorted by name. Node only. */
import { readdirSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';

export interface Found {
  /** Where it is. */
  readonly file: string;
  /** Its name from the folder on, with slashes. */
  readonly name: string;
}

/** Throws a sentence where there is no such folder, or no JSON in it. A single file is found too. */
export function findFiles(folder: string): Found[] {
  const stat = statSync(folder, { throwIfNoEntry: false });
  if (!stat) throw new Error(`There is no folder ${folder}.`);
  if (stat.isFile()) return [{ file: folder, name: path.basename(folder) }];
  const found = walk(folder).map((file) => ({
    file,
    name: path.relative(folder, file).split(path.sep).join('/'),
  }));
  if (found.length === 0) throw new Error(`There is no JSON file under ${folder}.`);
  return found.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Links are followed, but no folder is looked into twice. */
function walk(folder: string, seen: Set<string> = new Set()): string[] {
  const real = realpathSync(folder);
  if (seen.has(real)) return [];
  seen.add(real);
  return readdirSync(folder).flatMap((name) => {
    const full = path.join(folder, name);
    const stat = statSync(full, { throwIfNoEntry: false }); // a link may lead nowhere
    if (stat?.isDirectory()) return walk(full, seen);
    return stat?.isFile() && name.endsWith('.json') ? [full] : [];
  });
}
