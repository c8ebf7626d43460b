/**
 * What stopped being finite first, and when a lane must stop (order: theory.md §9). Used by the worker as well as by
 * the page.
 */
import { CLASS, type ClassCode, type RowReader, type TensorName } from '../catalogue/types';
import type { FirstNonFinite } from './types';

type Place = Omit<FirstNonFinite, 'step' | 'kind'>;

const isNonFinite = (code: ClassCode): boolean => code === CLASS.infinite || code === CLASS.nan;

/** The first tensor of a step that was not finite, or null. `loss` is the step's loss. */
export function firstNonFinite(row: RowReader, loss: number, step: number): FirstNonFinite | null {
  const [first] = nonFinite(row, loss, step);
  return first ?? null;
}

/** All of a step's non-finite tensors, in the order in which they were computed. */
export function* nonFinite(row: RowReader, loss: number, step: number): Generator<FirstNonFinite> {
  for (const { place, code } of inOrder(row, loss)) {
    if (isNonFinite(code)) yield { step, ...place, kind: code === CLASS.nan ? 'NaN' : 'Inf' };
  }
}

/**
 * Whether the lane can make no more steps: the loss, or a parameter after the update, is not finite. A pre-activation
 * or a gradient that is not finite does not stop it by itself (a saturating activation, or skipping the step, heals it).
 */
export function isDead(row: RowReader, loss: number): boolean {
  return (
    !Number.isFinite(loss) ||
    row.layers.some(
      (_, layer) =>
        isNonFinite(row.classOf(layer, 'weightsAfter')) || isNonFinite(row.classOf(layer, 'biasAfter')),
    )
  );
}

/** Forward, layer by layer; the loss; backward from the loss; the parameters after the update. */
function* inOrder(row: RowReader, loss: number): Generator<{ place: Place; code: ClassCode }> {
  const indices = row.layers.map((_, layer) => layer);
  const at = (
    pass: Place['pass'],
    layer: number,
    tensor: Exclude<Place['tensor'], 'loss'>,
    kept: TensorName,
  ) => ({
    place: { pass, layer, tensor },
    code: row.classOf(layer, kept),
  });
  for (const layer of indices) {
    yield at('forward', layer, 'preActivation', 'preActivation');
    yield at('forward', layer, 'output', 'output');
  }
  yield { place: { pass: 'loss', layer: -1, tensor: 'loss' }, code: classOfNumber(loss) };
  for (const layer of indices.toReversed()) {
    yield at('backward', layer, 'gradientOutput', 'gradientOutput');
    yield at('backward', layer, 'gradientPreActivation', 'gradientPreActivation');
    yield at('backward', layer, 'gradientWeights', 'gradientWeights');
    yield at('backward', layer, 'gradientBias', 'gradientBias');
  }
  for (const layer of indices) {
    yield at('update', layer, 'weights', 'weightsAfter');
    yield at('update', layer, 'bias', 'biasAfter');
  }
}

function classOfNumber(value: number): ClassCode {
  if (Number.isNaN(value)) return CLASS.nan;
  if (!Number.isFinite(value)) return CLASS.infinite;
  return value === 0 ? CLASS.zero : CLASS.finite;
}
