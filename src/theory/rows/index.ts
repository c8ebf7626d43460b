/** The kinds of row for which there is a theory. Of all others nothing is known, and nothing has to be said here. */
import { type RowTheory, unknownRow } from '../signal';
import { highway, residual } from './junctions';
import { conv, dense } from './matrix';
import { batchNorm, layerNorm, rmsNorm } from './norms';
import { activation, averagePool, dropout, flatten, maxPool } from './plain';
import { simpleRnn } from './recurrent';
import type { Asking, TheoryOfRow } from './row';

const ROWS: Readonly<Record<string, TheoryOfRow>> = {
  dense,
  conv,
  layerNorm,
  rmsNorm,
  batchNorm,
  activation,
  dropout,
  flatten,
  averagePool,
  maxPool,
  residual,
  highway,
  simpleRnn,
  selfAttention: dense, // the matrix behind what was looked up
};

export const theoryOfRow = (asking: Asking): RowTheory =>
  ROWS[asking.layer.kind]?.(asking) ?? unknownRow(whyNone(asking));

/** By what the row is, so that a new block has its sentence too. */
function whyNone({ name, layer: { time, junction } }: Asking): string {
  if (time)
    return 'Gates that act in time, with the same weights at each step: no theory of them is known to us.';
  if (junction)
    return `Two paths meet in ${name}, and no closed form of how their gradients add is known to us.`;
  return `No theory of ${name} is known to us.`;
}
