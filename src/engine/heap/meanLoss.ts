/** The loss of rows of outputs in plain numbers, and its gradient where it is wanted. */
import { loss as lossEntry } from '../../catalogue/registry';
import type { Choice } from '../../catalogue/types';
import { numberAlgebra } from '../loops/numberAlgebra';

/**
 * Mean loss over rows; outputs, targets and gradient row-major [count, width]. float64 inside, but the sum overflows
 * where float32's does (before the mean is taken), as it does in PyTorch and on the GPU.
 */
export function meanLoss(
  outputs: Float32Array,
  targets: Float32Array,
  width: number,
  choice: Choice,
  gradient?: Float32Array,
): number {
  const entry = lossEntry(choice.kind);
  const count = entry.reduction === 'element' ? outputs.length : outputs.length / width;
  let sum = 0;
  for (let first = 0; first < outputs.length; first += width) {
    const row = entry.usesRow ? rowFacts(outputs, first, width) : NO_FACTS;
    for (let place = first; place < first + width; place++) {
      const output = outputs[place] as number; // place < outputs.length
      const target = targets[place] as number;
      sum += entry.value(numberAlgebra, output, target, row);
      if (gradient) gradient[place] = entry.gradient(numberAlgebra, output, target, row) / count;
    }
  }
  const total = Math.fround(sum);
  return Number.isFinite(total) ? Math.fround(sum / count) : total;
}

const NO_FACTS = { largest: 0, sumExp: 0 };

function rowFacts(outputs: Float32Array, first: number, width: number) {
  let largest = Number.NEGATIVE_INFINITY;
  for (let place = first; place < first + width; place++) {
    const output = outputs[place] as number;
    if (output > largest || Number.isNaN(output)) largest = output;
  }
  let sumExp = 0;
  for (let place = first; place < first + width; place++)
    sumExp += Math.exp((outputs[place] as number) - largest);
  return { largest, sumExp };
}
