/** One reference file on one device: what was found, or what it needs that is not there yet, or what is broken in it. */
import type { Device } from '../../engine/device';
import { createEngine } from '../../engine/engine';
import { compareExplosion } from './explosions';
import type { FileOf, Kind } from './formats';
import type { Finding } from './findings';
import { compareActivations, compareLosses } from './functions';
import { compareInitializers } from './initializers';
import { compareLsuv } from './lsuv';
import { compareNetwork } from './networks';
import { NotThereYet } from './numbers';
import { compareClippings, compareOptimizers } from './updates';

export interface Outcome {
  readonly findings: readonly Finding[];
  readonly missing: readonly string[];
  /** A sentence. */
  readonly broken: string | null;
}

/** What is compared of each kind; more than one where a section of its own may be missing. */
const COMPARE: { readonly [K in Kind]: readonly ((device: Device, file: FileOf<K>) => Found)[] } = {
  network: [(device, file) => compareNetwork(createEngine(device), file)],
  explosion: [(device, file) => compareExplosion(createEngine(device), file)],
  activations: [compareActivations],
  losses: [compareLosses],
  optimizers: [compareOptimizers],
  clipping: [compareClippings],
  initializers: [compareInitializers, compareLsuv],
};
type Found = Finding[] | Promise<Finding[]>;

/** Never throws: what a browser throws arrives elsewhere as something else. */
export async function compareFile<K extends Kind>(
  device: Device,
  kind: K,
  file: FileOf<K>,
): Promise<Outcome> {
  const findings: Finding[] = [];
  const missing: string[] = [];
  for (const compare of COMPARE[kind]) {
    try {
      findings.push(...(await compare(device, file)));
    } catch (error) {
      if (!(error instanceof NotThereYet))
        return { findings, missing, broken: error instanceof Error ? error.message : String(error) };
      missing.push(error.message);
    }
  }
  const isEmpty = findings.length === 0 && missing.length === 0;
  return { findings, missing, broken: isEmpty ? 'Nothing in it can be compared.' : null };
}
