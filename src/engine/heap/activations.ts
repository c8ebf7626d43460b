/** Activations on the heap: by a kernel where there is one, else by the entry's own loop or one that calls its functions. */
import { activation as activationEntry } from '../../catalogue/registry';
import type { Pointwise } from '../../catalogue/ops';
import type { Activation, Choice } from '../../catalogue/types';
import type { Device } from '../device';
import { numberAlgebra } from '../loops/numberAlgebra';
import type { Tensor } from '../tf';
import type { HeapMemory } from './memory';

/** An activation as it is computed entry by entry, z first or the gradient. */
interface Pieces {
  readonly entry: Activation;
  readonly forward: Piece;
  readonly back: Piece;
}
interface Piece {
  readonly name: string;
  readonly functions: readonly [Pointwise];
}

/** A choice is the same object for as long as its lane's layers are. */
const known = new WeakMap<Choice, Pieces>();

function piecesOf(choice: Choice): Pieces {
  const found = known.get(choice);
  if (found) return found;
  const entry = activationEntry(choice.kind);
  const { slopeOfOutput } = entry;
  const piece = (name: string, compute: Pointwise): Piece => ({
    name: `${name} ${JSON.stringify(choice)}`,
    functions: [compute],
  });
  const made: Pieces = {
    entry,
    forward: piece('activate', (algebra, at) => entry.value(algebra, at(0), choice)),
    back: slopeOfOutput
      ? piece('back from output', (algebra, at) => algebra.multiply(at(0), slopeOfOutput(algebra, at(1))))
      : piece('back', (algebra, at) => entry.gradient(algebra, at(0), at(1), choice)),
  };
  known.set(choice, made);
  return made;
}

const entriesOf = (tensor: Tensor) => ({ tensor, per: 'entry' }) as const;

export function activations({
  view,
  allocate,
  kernels,
}: HeapMemory): Pick<Device, 'activate' | 'activateBackward'> {
  return {
    activate(preActivation, choice) {
      const { entry, forward } = piecesOf(choice);
      const width = preActivation.shape[1] ?? 1;
      const made = kernels?.pointwise(forward.name, width, [entriesOf(preActivation)], forward.functions);
      if (made) return made;
      const output = allocate(preActivation.shape);
      const out = view(output);
      const z = view(preActivation);
      if (entry.valueArrays) entry.valueArrays(z, out);
      else for (let index = 0; index < out.length; index++) out[index] = entry.f(z[index] as number, choice);
      return output;
    },
    activateBackward(gradient, preActivation, output, choice) {
      const { entry, back } = piecesOf(choice);
      const from = entry.slopeOfOutput ? output : preActivation;
      const operands = [entriesOf(gradient), entriesOf(from)];
      const made = kernels?.pointwise(back.name, gradient.shape[1] ?? 1, operands, back.functions);
      if (made) return made;
      const dz = allocate(gradient.shape);
      backInLoop(entry, choice, {
        dh: view(gradient),
        z: view(preActivation),
        h: view(output),
        out: view(dz),
      });
      return dz;
    },
  };
}

interface Arrays {
  readonly dh: Float32Array;
  readonly z: Float32Array;
  readonly h: Float32Array;
  readonly out: Float32Array;
}

function backInLoop({ slopeOfOutput, df, gradient }: Activation, choice: Choice, { dh, z, h, out }: Arrays) {
  if (slopeOfOutput) {
    for (let index = 0; index < out.length; index++)
      out[index] = (dh[index] as number) * slopeOfOutput(numberAlgebra, h[index] as number); // all of one length
    return;
  }
  for (let index = 0; index < out.length; index++) {
    const g = dh[index] as number;
    const x = z[index] as number;
    // Inf and NaN go through the entry's masked form: a closed ReLU lets nothing through.
    out[index] = Number.isFinite(g) ? g * df(x, choice) : gradient(numberAlgebra, g, x, choice);
  }
}
