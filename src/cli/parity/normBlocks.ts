/** Norms, and blocks that carry their input past a layer, as reference files spell them. */
import { EPSILON } from '../../catalogue/blocks/norms';
import type { Block, Value } from '../../catalogue/types';
import { activationOf } from './activationOf';
import type { BlockJson } from './formats';
import { BrokenFile, NotThereYet } from './numbers';

type Reader = (json: BlockJson) => Block;

const norm: Reader = ({ name, type, epsilon }) => {
  if (epsilon !== undefined && epsilon !== EPSILON)
    throw new NotThereYet(`${type} with ε = ${JSON.stringify(epsilon)}`);
  return { id: name, type, repeat: 1, values: {}, activation: { kind: 'linear' } };
};

export const normReaders: Readonly<Record<string, Reader>> = {
  layerNorm: norm,
  rmsNorm: norm,
  batchNorm: norm,
  activation: ({ activation }) => ({
    id: 'activation',
    type: 'activation',
    repeat: 1,
    values: {},
    activation: activationOf(typeof activation === 'string' ? activation : 'linear'),
  }),
  highway: ({ name, activation, gateBias }) => ({
    id: name,
    type: 'highway',
    repeat: 1,
    values: { gateBias: Number(gateBias ?? 0) },
    activation: activationOf(typeof activation === 'string' ? activation : 'linear'),
  }),
};

/** Where a residual has its norm, and which. */
export function normOfResidual({
  name,
  normPlacement = 'none',
  norm: inside,
}: BlockJson): Readonly<Record<'normPlacement' | 'norm', Value>> {
  if (normPlacement === 'none') return { normPlacement, norm: 'layerNorm' };
  const spelled = inside as BlockJson | undefined; // whatever it is, its type is looked at
  const type = spelled?.type;
  if (normPlacement !== 'pre' && normPlacement !== 'post')
    throw new NotThereYet(`block residual with norm ${JSON.stringify(normPlacement)}`);
  if (!spelled || (type !== 'layerNorm' && type !== 'rmsNorm' && type !== 'batchNorm'))
    throw new BrokenFile(`${name} has no norm to put ${normPlacement === 'pre' ? 'before' : 'after'} it.`);
  return { normPlacement, norm: norm(spelled).type };
}
