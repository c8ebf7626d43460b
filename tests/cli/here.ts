/** A folder of its own for each test, and what a command printed. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Io } from '../../src/cli/arguments';

const fixtures = new URL('../fixtures/oracle/', import.meta.url);

export function createHere() {
  const folder = mkdtempSync(path.join(tmpdir(), 'backblast-'));
  const printed: string[] = [];
  const said: string[] = [];
  const io: Io = { folder, print: (line) => printed.push(line), say: (line) => said.push(line) };
  const place = (name: string) => {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    return file;
  };
  return {
    io,
    printed,
    said,
    rows: () => printed.slice(0, -1).map((line) => line.split('\t')),
    copy: (fixture: string, name = fixture) => cpSync(new URL(fixture, fixtures), place(name)),
    /** A fixture with something changed. */
    doctor(fixture: string, change: (json: ReturnType<typeof JSON.parse>) => void, name = fixture) {
      const json: ReturnType<typeof JSON.parse> = JSON.parse(
        readFileSync(new URL(fixture, fixtures), 'utf8'),
      );
      change(json);
      writeFileSync(place(name), JSON.stringify(json));
    },
    write: (name: string, text: string) => writeFileSync(place(name), text),
    read: (name: string): ReturnType<typeof JSON.parse> =>
      JSON.parse(readFileSync(path.join(folder, name), 'utf8')),
    remove: () => rmSync(folder, { recursive: true }),
  };
}
