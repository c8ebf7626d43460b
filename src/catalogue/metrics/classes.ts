/** Which class a value of a metric has, so that no zero, Inf or NaN reaches a logarithmic scale as a number. */
import { CLASS, type ClassCode, type Quantity, type RowReader, type TensorName } from '../types';

/** The class of a norm or spread: its tensor's, unless the number itself says more (a spread of 0, an overflow). */
export function classOfValue(tensor: ClassCode, value: number): ClassCode {
  if (tensor === CLASS.nan || tensor === CLASS.infinite || tensor === CLASS.notMeasured) return tensor;
  if (Number.isNaN(value)) return CLASS.notMeasured;
  if (value === 0) return CLASS.zero;
  return Number.isFinite(value) ? CLASS.finite : CLASS.infinite;
}

/** The class of a share: 0 is a share like any other, but a share of what is not finite says nothing. */
export function classOfShare(tensor: ClassCode, value: number): ClassCode {
  if (tensor === CLASS.nan || tensor === CLASS.infinite) return tensor;
  return Number.isFinite(value) ? CLASS.finite : CLASS.notMeasured;
}

/** The class of above/below: NaN if either is, else Inf if either is; no ratio to a zero. */
export function classOfRatio(above: ClassCode, below: ClassCode): ClassCode {
  if (above === CLASS.nan || below === CLASS.nan) return CLASS.nan;
  if (above === CLASS.infinite || below === CLASS.infinite) return CLASS.infinite;
  if (above === CLASS.notMeasured || below === CLASS.notMeasured || below === CLASS.zero)
    return CLASS.notMeasured;
  return above;
}

/** The class of a norm as the history keeps it. */
export const classOfNorm = (
  row: RowReader,
  layer: number,
  quantity: Quantity,
  tensor: TensorName,
): ClassCode => classOfValue(row.classOf(layer, tensor), row.quantity(layer, quantity));
