import type { Choice, RowSpec } from '../types';

/** A bias `b` of so many units: zeros, or drawn with the σ asked for. */
export function biasParameter(
  units: number,
  fans: { readonly fanIn: number; readonly fanOut: number },
  sigma = 0,
): RowSpec['parameters'][number] {
  const initializer: Choice = sigma === 0 ? { kind: 'zeros' } : { kind: 'normal', sigma };
  return { name: 'b', role: 'bias', shape: [units], ...fans, initializer };
}
