// The room rule: no file imports what the allow-table in rooms.mjs does not grant it.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { packages, rooms } from './rooms.mjs';

// Comments, strings and templates are matched too, so that what merely looks like an import inside one is not
// taken for one; the import alternatives come first because they hold a string themselves.
const token =
  /\b(?<keyword>import|export)\s+(?<clause>[^'"`;=()]*?)\bfrom\s*(?<from>['"][^'"\n]+['"])|\bimport\s*(?:\(\s*)?(?<bare>['"][^'"\n]+['"])|\/\/[^\n]*|\/\*[\s\S]*?\*\/|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\[\s\S]|[^`\\])*`/g;

/** Every import and re-export of a source text: its address, and whether it brings no code along. */
export function importsOf(text) {
  const found = [];
  for (const { groups } of text.matchAll(token)) {
    const quoted = groups.from ?? groups.bare;
    if (quoted === undefined) continue;
    const [address, query = ''] = quoted.slice(1, -1).split('?');
    // `./worker.cpu?worker&url` brings a string: as little of the other file as a type does.
    const asAddress = /\burl\b/.test(query);
    const asTypes = groups.from !== undefined && bringsOnlyTypes(groups.clause);
    found.push({ address, typeOnly: asAddress || asTypes });
  }
  return found;
}

function bringsOnlyTypes(clause) {
  if (/^type\b(?!\s*,)/.test(clause)) return true;
  const names = /^\{([\s\S]*)\}\s*$/
    .exec(clause)?.[1]
    ?.split(',')
    .map((name) => name.trim());
  const used = names?.filter((name) => name !== '') ?? [];
  return used.length > 0 && used.every((name) => /^type\s/.test(name));
}

/** The sentences to print for one file: `file` is its path from the repository's root, with slashes. */
export function violationsOf(file, text) {
  const row = rooms.find((each) => isAt(file, each.files));
  if (row === undefined) return [`${file}: its room is not in the table of scripts/rooms.mjs`];
  const own = roomOf(file);
  const complaints = [];
  for (const { address, typeOnly } of importsOf(text)) {
    if (!address.startsWith('.')) {
      const rule = packages.find((each) => each.name.test(address));
      if (rule !== undefined && !rule.may.some((place) => isAt(file, place)))
        complaints.push(`${file}: '${address}' may be imported in ${rule.may.join(', ')} only`);
      continue;
    }
    const target = path.posix.join(path.posix.dirname(file), address);
    const room = roomOf(target);
    if (room === own && !entersWorker(file, target, typeOnly)) continue;
    if (row.may.includes(room)) continue;
    if (typeOnly && row.mayTypes?.includes(room)) continue;
    const asTypes = row.mayTypes?.includes(room) ? ' as a value (import type is allowed)' : '';
    complaints.push(`${file}: ${own} may not import '${address}'${asTypes}`);
  }
  return complaints;
}

/** The room of a path, 'engine' for 'src/engine/tf'; outside src the top folder is one. */
const roomOf = (file) => file.split('/')[file.startsWith('src/') ? 1 : 0] ?? '';

const isAt = (file, place) => (place instanceof RegExp ? place.test(file) : file.startsWith(place));

/** The page's side of the runner importing the worker's side, and with it TensorFlow.js. */
const entersWorker = (file, target, typeOnly) =>
  !typeOnly && target.startsWith('src/runner/worker') && !file.startsWith('src/runner/worker');

function main() {
  const root = path.resolve(import.meta.dirname, '..');
  const files = readdirSync(path.join(root, 'src'), { recursive: true })
    .map((name) => `src/${name.split(path.sep).join('/')}`)
    .filter((name) => /\.tsx?$/.test(name));
  const complaints = files.flatMap((file) => violationsOf(file, readFileSync(path.join(root, file), 'utf8')));
  for (const complaint of complaints) console.error(complaint);
  console.log(`${files.length} files, ${complaints.length} against the room rule`);
  process.exitCode = complaints.length > 0 ? 1 : 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main();
