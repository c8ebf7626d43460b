/** The reference files that the tests hold, read as `npm run parity` reads them. Node only. */
import { readdirSync, readFileSync } from 'node:fs';
import { type Recognised, recognise } from '../../src/cli/parity/recognise';

const folder = new URL('../fixtures/oracle/', import.meta.url);

export const namesIn = (kind: 'networks' | 'explosions'): string[] =>
  readdirSync(new URL(`${kind}/`, folder)).map((name) => `${kind}/${name}`);

export function fixture(name: string): Recognised {
  const recognised = recognise(name, readFileSync(new URL(name, folder), 'utf8'));
  if (!recognised) throw new Error(`${name} is no reference file.`);
  return recognised;
}

/** The entries' files, and more numbers than which each must have compared. */
export const ENTRIES = [
  ['activations', 2000],
  ['losses', 200],
  ['optimizers', 5000],
  ['clipping', 1000],
  ['initializers', 200],
] as const;

/** Which tensor was first and when, the norms before, and that the clipped run lives, or what was first in that. */
export const explosionFindings = ({ kind, file }: Recognised): readonly string[] =>
  kind === 'explosion' && !file.clipped.staysFinite
    ? ['first.tensor', 'first.step', 'clipped.first.tensor', 'clipped.first.step']
    : ['first.tensor', 'first.step', 'globalGradientNorm', 'clipped.staysFinite', 'clipped.loss'];

/** The reference itself moves by a step under noise of 1e-6 (its README). */
export const UNSTEADY = 'explosions/rnn-tanh-spectral-radius-1.5-high-lr.json';

/**
 * Networks in which noise of 1e-7 in the first weights, one rounding of float32, can open or close a ReLU: how many of
 * their steps hold on every device (tests/parity/unsteady.test.ts shows it).
 */
export const STEADY_STEPS: Readonly<Record<string, number>> = {
  'networks/batchnorm-depth24-relu-adam.json': 2,
};
