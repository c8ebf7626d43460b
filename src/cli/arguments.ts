/** What the commands have in common: where they print, and how their arguments are read. */
import { parseArgs, type ParseArgsConfig } from 'node:util';
import type { BackendName } from '../engine/types';

export interface Io {
  /** A line of the result. */
  readonly print: (line: string) => void;
  /** What is not the result: the backend, complaints. */
  readonly say: (sentence: string) => void;
  /** Where file names count from. */
  readonly folder: string;
}

/** Lines go out as they come; the folder is the one from which the command was called (scripts/command.mjs). */
export const processIo = (): Io => ({
  print: (line) => void process.stdout.write(`${line}\n`),
  say: (sentence) => void process.stderr.write(`${sentence}\n`),
  folder: process.env.BACKBLAST_FOLDER ?? process.cwd(),
});

/** Options and the rest. Throws a sentence, with how the command is used. */
export function parsed<T extends NonNullable<ParseArgsConfig['options']>>(
  args: readonly string[],
  options: T,
  usage: string,
) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n${usage}`, { cause: error });
  }
}

const BACKENDS: readonly BackendName[] = ['cpu', 'wasm', 'webgl'];

/** WebAssembly where none is named. */
export function backendOf(name = 'wasm'): BackendName {
  const backend = BACKENDS.find((each) => each === name);
  if (!backend) throw new Error(`There is no backend “${name}”. There are: ${BACKENDS.join(', ')}.`);
  return backend;
}

/** A whole number from 1 to `most`; `fallback` where nothing was said. */
export function wholeNumber(text: string | undefined, name: string, most: number, fallback: number): number {
  if (text === undefined) return fallback;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > most)
    throw new Error(`${name} is ${text}. It must be a whole number from 1 to ${most}.`);
  return value;
}
