/** What a test asserts of a compared file: nothing outside or broken, and enough compared that this says something. */
import type { Outcome } from '../../src/cli/parity/compareFile';
import { outside } from '../../src/cli/parity/findings';

export const verdict = ({ findings, missing, broken }: Outcome) => ({
  outside: outside(findings),
  /** Initializers need LSUV, which is not there yet. */
  missing: missing.filter((what) => what !== 'initializer lsuv'),
  broken,
  compared: findings.reduce((sum, { compared }) => sum + compared, 0),
});

export const FINE = { outside: [], missing: [], broken: null };
