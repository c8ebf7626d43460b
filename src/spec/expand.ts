/** From a lane's blocks to its rows: what is named, numbered and laid out in the flat parameter vector. */
import { block } from '../catalogue/blocks';
import type { Block, Choice, Expansion, Layer, LayerParameter } from '../catalogue/types';
import { LIMITS } from './limits';
import { type LaneSpec, SpecError } from './types';

/** What the rows need to know of the data. */
export interface DataShape {
  readonly inputShape: readonly number[];
  /** Width of the output row; 0: read-out, no output row. */
  readonly outputs: number;
  readonly task: 'classes' | 'binary' | 'regression' | 'readOut';
}

type Row = Parameters<Expansion['add']>[0];
type Top = Pick<Layer, 'blockId' | 'repetition'>;
type Spot = { readonly output: number; readonly shape: readonly number[] };

/**
 * The lane's rows in stack order, each after the rows it takes. `inputs` and `skip` hold indices into the result.
 * Throws SpecError whose path is the block (`blocks[1].stack[0]`) and whose message says what does not fit.
 */
export function expand(lane: LaneSpec, data: DataShape): Layer[] {
  const rows: Layer[] = [];
  const namesUsed = new Map<string, number>();
  let parameters = 0;
  let trunkRows = 0;

  function add(row: Row, id: string, top: Top, place: Layer['place'], path: string): number {
    const used = (namesUsed.get(row.kind) ?? 0) + 1;
    namesUsed.set(row.kind, used);
    const placed = row.parameters.map((parameter): LayerParameter => {
      const size = parameter.shape.reduce((product, length) => product * length, 1);
      const offset = parameters;
      parameters += size;
      return { ...parameter, offset, size };
    });
    if (rows.length >= LIMITS.rows) {
      throw new SpecError(`The network has more than ${LIMITS.rows} rows. Lower a block's repeat.`, path);
    }
    if (parameters > LIMITS.parameters) {
      throw new SpecError(
        `The network has more than ${LIMITS.parameters / 1e6} million weights. Make it narrower or shallower.`,
        path,
      );
    }
    return (
      rows.push({
        id,
        name: `${row.kind}${used}`,
        kind: row.kind,
        ...top,
        inputs: row.inputs,
        inputShape: row.inputShape,
        outputShape: row.outputShape,
        activation: row.activation,
        parameters: placed,
        values: row.values ?? {},
        place,
        number: place === 'trunk' ? ++trunkRows : 0,
        skip: row.skip ?? null,
      }) - 1
    );
  }

  /** All blocks of a stack, each as often as it repeats. `prefix` is the id of the block around it, '' on the trunk. */
  function expandStack(stack: readonly Block[], start: Spot, prefix: string, path: string, top?: Top): Spot {
    let spot = start;
    stack.forEach((spec, index) => {
      const blockPath = `${path}[${index}]`;
      for (let repetition = 0; repetition < spec.repeat; repetition++) {
        const id = `${prefix}${spec.id}.${repetition}`;
        spot = expandBlock(
          spec,
          spot,
          id,
          blockPath,
          top ?? { blockId: spec.id, repetition },
          top !== undefined,
        );
      }
    });
    return spot;
  }

  function expandBlock(spec: Block, spot: Spot, id: string, path: string, top: Top, inBranch: boolean): Spot {
    return block(spec.type).expand(spec, {
      input: spot.output,
      inputShape: spot.shape,
      inBranch,
      add: (row) => add(row, `${id}.${row.role}`, top, inBranch ? 'branch' : 'trunk', path),
      branch(stack, input, inputShape, options) {
        const first = rows.length;
        const end = expandStack(stack, { output: input, shape: inputShape }, `${id}.`, `${path}.stack`, top);
        if (options?.zeroInitLast) startAtZero(rows, first, path);
        return { first, last: end.output, shape: end.shape };
      },
      fail(sentence) {
        throw new SpecError(sentence, path);
      },
    });
  }

  const end = expandStack(lane.blocks, { output: -1, shape: data.inputShape }, '', 'blocks');
  if (data.outputs > 0) addOutput(end);
  else if (rows.length === 0)
    throw new SpecError('These data have no output layer, so the network needs a block. Add one.', 'blocks');
  return rows;

  function addOutput({ output, shape }: Spot): void {
    const [width] = shape;
    if (shape.length !== 1 || width === undefined) {
      throw new SpecError(
        `The output layer takes a row of numbers, but the last block hands on ${sizeOf(shape)}.`,
        'output',
      );
    }
    const weights = {
      name: 'W',
      role: 'weights',
      shape: [width, data.outputs],
      fanIn: width,
      fanOut: data.outputs,
    } as const;
    const row = {
      kind: 'dense',
      role: 'dense',
      inputs: [output],
      inputShape: shape,
      outputShape: [data.outputs],
      activation: null,
      parameters: [
        { ...weights, initializer: lane.output.initializer },
        {
          ...weights,
          name: 'b',
          role: 'bias',
          shape: [data.outputs],
          initializer: biasInitializer(lane.output.biasSigma),
        } as const,
      ],
    };
    add(row, 'output', { blockId: 'output', repetition: 0 }, 'output', 'output');
  }
}

/** How many numbers are trained. */
export function parameterCount(layers: readonly Layer[]): number {
  return layers.reduce((sum, layer) => layer.parameters.reduce((inner, { size }) => inner + size, sum), 0);
}

/** A shape in words: `8 × 8 × 16`. */
export const sizeOf = (shape: readonly number[]): string => shape.join(' × ');

const biasInitializer = (sigma: number): Choice =>
  sigma === 0 ? { kind: 'zeros' } : { kind: 'normal', sigma };

/** The last row that has weights, from `first` on, starts at zero, so that the branch hands on zero. */
function startAtZero(rows: Layer[], first: number, path: string): void {
  for (let index = rows.length - 1; index >= first; index--) {
    const row = rows[index];
    if (!row || row.skip) break; // a sum is not zero, whatever its last weights are
    if (row.parameters.length > 0) {
      rows[index] = {
        ...row,
        parameters: row.parameters.map((parameter) => ({ ...parameter, initializer: { kind: 'zeros' } })),
      };
      return;
    }
  }
  throw new SpecError(
    'No weights at the end of the branch could start at zero. End the branch with a dense block.',
    path,
  );
}
