/** From a block of a reference file to the lab's. A type without a reader here is a block that is not there yet. */
import * as v from 'valibot';
import { BLOCKS } from '../../catalogue/registry';
import type { Block } from '../../catalogue/types';
import { activationOf } from './activationOf';
import { type BlockJson, stackFormat } from './formats';
import { imageReaders } from './imageBlocks';
import { normOfResidual, normReaders } from './normBlocks';
import { BrokenFile, NotThereYet } from './numbers';
import { recurrentReaders } from './recurrentBlocks';

type Reader = (json: BlockJson, read: (inner: BlockJson) => Block) => Block;

const READERS: Readonly<Record<string, Reader>> = {
  ...imageReaders,
  ...recurrentReaders,
  ...normReaders,
  dense: (json) => ({
    id: json.name,
    type: 'dense',
    repeat: 1,
    values: { width: widthOf(json), bias: json.useBias !== false, biasSigma: 0 },
    activation: activationOf(typeof json.activation === 'string' ? json.activation : 'linear'),
    initializer: { kind: 'lecunNormal' }, // the file's own weights take its place
  }),
  residual(json, read) {
    return {
      id: json.name,
      type: 'residual',
      repeat: 1,
      values: {
        branchScale: Number(json.branchScale ?? 1),
        zeroInitLast: false,
        ...normOfResidual(json),
      },
      stack: stackOf(json).map(read),
    };
  },
  concatSkip: (json, read) => ({
    id: json.name,
    type: 'concatSkip',
    repeat: 1,
    values: {},
    stack: stackOf(json).map(read),
  }),
};

/** Throws NotThereYet for a block that the catalogue does not have. */
export function readBlock(json: BlockJson): Block {
  const reader = Object.hasOwn(READERS, json.type) ? READERS[json.type] : undefined;
  if (reader) return reader(json, readBlock);
  if (BLOCKS.some(({ id }) => id === json.type))
    throw new Error(
      `The catalogue has the block ${json.type}; write how reference files spell it into src/cli/parity/blocks.ts.`,
    );
  throw new NotThereYet(`block ${json.type}`);
}

export function widthOf(json: BlockJson): number {
  const { units } = json;
  if (typeof units !== 'number' || !Number.isInteger(units) || units < 1)
    throw new BrokenFile(`${json.name} has no units.`);
  return units;
}

function stackOf(json: BlockJson): BlockJson[] {
  const result = v.safeParse(stackFormat, json.stack);
  if (!result.success) throw new BrokenFile(`${json.name} has no stack of blocks.`);
  return result.output;
}
