/**
 * Kept experiments as files: one is the experiment's own JSON, as the command line takes it; several, and those with a
 * table of one's own beside them, stand in a list with their names.
 */
import { LIMITS } from '../../spec/limits';
import type { Experiment } from '../../spec/types';

interface Named {
  readonly name: string;
  readonly experiment: Experiment;
  /** The text of the table that it was made with, where that is too large to stand in it. */
  readonly table?: string | undefined;
}

export const fileOfOne = (experiment: Experiment): string => `${JSON.stringify(experiment, null, 2)}\n`;

export const fileOfAll = (experiments: readonly Named[]): string =>
  `${JSON.stringify({ backblast: 'kept experiments', experiments }, null, 2)}\n`;

/** What a file holds, each checked. Throws a sentence. */
export function readFile(content: string, parse: (json: unknown) => Experiment): readonly Named[] {
  let json: unknown;
  try {
    json = JSON.parse(content);
  } catch {
    throw new Error('This file is not JSON. Choose one that was exported here.');
  }
  const list = isObject(json) && Array.isArray(json.experiments) ? json.experiments : [{ experiment: json }];
  return list.map((each: unknown): Named => {
    const { name, experiment: raw, table } = isObject(each) ? each : { experiment: each };
    const experiment = parse(raw);
    // A longer name would take the room that this browser has for all of them.
    const own = typeof name === 'string' ? name.slice(0, LIMITS.titleLength) : '';
    return {
      name: own === '' ? experiment.title : own,
      experiment,
      ...(typeof table === 'string' && { table }),
    };
  });
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** A name that every file system takes. */
export const fileName = (name: string): string =>
  `${
    name
      .replace(/[^\p{L}\p{N}]+/gu, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 60) || 'experiment'
  }.json`;

export function download(name: string, content: string): void {
  const address = URL.createObjectURL(new Blob([content], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000); // the browser has begun to read it long before
}
