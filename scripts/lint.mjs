// oxlint, with one allowance it cannot express: a non-null assertion is fine on an index read (`row[step]!`, which
// the loop around it proves) and where a comment beside it, on its line or the line above, gives the reason.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(import.meta.dirname, '..');

/** Whether the assertion in `bytes` that ends at `end` (a byte offset) may stay. */
export function isReasoned(bytes, end) {
  const before = bytes.subarray(0, end).toString().split('\n');
  const line = before.at(-1) + bytes.subarray(end).toString().split('\n', 1)[0];
  const above = before.at(-2) ?? '';
  return before.at(-1).endsWith(']!') || /\/\/|\/\*/.test(line) || /^\s*(\/\/|\/?\*)|\*\/\s*$/.test(above);
}

function main() {
  const program = path.join(root, 'node_modules/.bin/oxlint');
  const run = spawnSync(program, ['--type-aware', '--format', 'json'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    shell: process.platform === 'win32',
  });
  if (run.error !== undefined || !run.stdout.trimStart().startsWith('{')) {
    console.error(run.error?.message ?? run.stdout + run.stderr);
    process.exitCode = 1;
    return;
  }
  const { diagnostics, number_of_files: count } = JSON.parse(run.stdout);
  const complaints = diagnostics.filter((each) => {
    if (!each.code?.includes('no-non-null-assertion')) return true;
    const { offset, length } = each.labels[0].span;
    return !isReasoned(readFileSync(path.join(root, each.filename)), offset + length);
  });
  for (const { filename, labels, message, code, help } of complaints) {
    const { line, column } = labels?.[0]?.span ?? {};
    console.error(`${filename}:${line}:${column} ${message} ${code}${help ? `\n  ${help}` : ''}`);
  }
  console.log(`${count} files, ${complaints.length} complaints`);
  process.exitCode = complaints.length > 0 ? 1 : 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main();
