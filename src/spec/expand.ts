/** From a lane's blocks to its rows: what is named, numbered and laid out in the flat parameter vector. */
import { block } from '../catalogue/blocks';
import type { Block, Choice, Layer, LayerParameter, RowSpec, StackEnd } from '../catalogue/types';
import { LIMITS } from './limits';
import { type LaneSpec, SpecError } from './types';

/** What the rows need to know of the data. */
export interface DataShape {
  readonly inputShape: readonly number[];
  /** Width of the output row; 0: read-out, no output row. */
  readonly outputs: number;
  /** How many rows of outputs an example has, where there is one at each time step; else absent. */
  readonly outputSteps?: number;
  readonly task: 'classes' | 'binary' | 'regression' | 'readOut';
}

type Top = Pick<Layer, 'blockId' | 'repetition'>;
type Spot = { readonly output: number; readonly shape: readonly number[] };

/** Where a block stands: what each of its rows has in common. */
interface Around {
  readonly top: Top;
  readonly inBranch: boolean;
  readonly path: string;
}

/**
 * The lane's rows in stack order, each after the rows it takes. `inputs` and junctions hold indices into the result.
 * Throws SpecError whose path is the block (`blocks[1].stack[0]`) and whose message says what does not fit.
 */
export function expand(lane: LaneSpec, data: DataShape): Layer[] {
  const rows: Layer[] = [];
  /** Indices of the rows that go on with the layer before them. */
  const continued = new Set<number>();
  const namesUsed = new Map<string, number>();
  let parameters = 0;

  function nextName(kind: string): string {
    const used = (namesUsed.get(kind) ?? 0) + 1;
    namesUsed.set(kind, used);
    return `${kind}${used}`;
  }

  function add(row: RowSpec, id: string, { top, inBranch, path }: Around, isOutput = false): number {
    const index = rows.length;
    const name = row.name ?? nextName(row.kind);
    const placed = row.parameters.map((parameter): LayerParameter => {
      const size = parameter.shape.reduce((product, length) => product * length, 1);
      const offset = parameters;
      parameters += size;
      return { path: `${name}/${parameter.name}`, ...parameter, offset, size };
    });
    if (index >= LIMITS.rows) {
      throw new SpecError(
        `The network has more than ${LIMITS.rows} rows. Lower a block's repeat, or take shorter sequences.`,
        path,
      );
    }
    if (parameters > LIMITS.parameters) {
      throw new SpecError(
        `The network has more than ${LIMITS.parameters / 1e6} million weights. Make it narrower or shallower.`,
        path,
      );
    }
    if (row.continues) continued.add(index);
    rows.push({
      id,
      name,
      kind: row.kind,
      ...top,
      inputs: row.inputs,
      inputShape: row.inputShape,
      outputShape: row.outputShape,
      activation: row.activation,
      parameters: placed,
      parametersOf: row.parametersOf ?? index,
      state: row.state ?? [],
      values: row.values ?? {},
      place: isOutput ? 'output' : row.inner ? 'inner' : inBranch ? 'branch' : 'trunk',
      number: 0,
      junction: row.junction ? { ...row.junction, via: row.junction.via ?? index } : null,
      time: row.time ?? null,
    });
    return index;
  }

  /** All blocks of a stack, each as often as it repeats. `prefix` is the id of the block around it, '' on the trunk. */
  function expandStack(
    stack: readonly Block[],
    start: Spot,
    prefix: string,
    path: string,
    around?: Omit<Around, 'path'>,
  ): Spot {
    let spot = start;
    stack.forEach((spec, index) => {
      for (let repetition = 0; repetition < spec.repeat; repetition++) {
        spot = expandBlock(spec, spot, `${prefix}${spec.id}.${repetition}`, {
          top: around?.top ?? { blockId: spec.id, repetition },
          inBranch: around?.inBranch ?? false,
          path: `${path}[${index}]`,
        });
      }
    });
    return spot;
  }

  function expandBlock(spec: Block, spot: Spot, id: string, around: Around): Spot {
    const { path, top, inBranch } = around;
    const inside = (
      stack: readonly Block[],
      input: number,
      inputShape: readonly number[],
      branched: boolean,
    ): StackEnd => {
      const first = rows.length;
      const start = { output: input, shape: inputShape };
      const end = expandStack(stack, start, `${id}.`, `${path}.stack`, { top, inBranch: branched });
      return { first, last: end.output, shape: end.shape };
    };
    return block(spec.type).expand(spec, {
      input: spot.output,
      inputShape: spot.shape,
      inBranch,
      get nextRow() {
        return rows.length;
      },
      nextName,
      add: (row) => add(row, `${id}.${row.role}`, around),
      branch(stack, input, inputShape, options) {
        const end = inside(stack, input, inputShape, true);
        if (options?.zeroInitLast) startAtZero(rows, end.first, path);
        return end;
      },
      inline: (stack, input, inputShape) => inside(stack, input, inputShape, inBranch),
      fail(sentence, remedy) {
        throw new SpecError(sentence, path, remedy);
      },
    });
  }

  const end = expandStack(lane.blocks, { output: -1, shape: data.inputShape }, '', 'blocks');
  if (data.outputs > 0) addOutput(end);
  else if (rows.length === 0)
    throw new SpecError('These data have no output layer, so the network needs a block. Add one.', 'blocks');
  return count(rows, continued);

  function addOutput({ output, shape }: Spot): void {
    const width = shape.at(-1);
    const wanted = data.outputSteps === undefined ? [width] : [data.outputSteps, width];
    if (width === undefined || shape.length !== wanted.length || shape[0] !== wanted[0]) {
      throw new SpecError(
        data.outputSteps === undefined
          ? `The output layer takes a row of numbers, but the last block hands on ${sizeOf(shape)}. Put a flatten block at the end.`
          : `The output layer answers at each of ${data.outputSteps} time steps, but the last block hands on ${sizeOf(shape)}. Let the last recurrent block hand on every step.`,
        'output',
        data.outputSteps === undefined ? 'flatten' : undefined,
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
      outputShape: [...shape.slice(0, -1), data.outputs],
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
    const around = { top: { blockId: 'output', repetition: 0 }, inBranch: false, path: 'output' };
    add(row, 'output', around, true);
  }
}

/**
 * The trunk's rows numbered, one a layer: the last of those that make it up. A time step is a layer by itself: what
 * would go on with it (a flatten of the sequence) goes with the next layer.
 */
function count(rows: readonly Layer[], continued: ReadonlySet<number>): Layer[] {
  const trunk = rows.flatMap(({ place }, index) => (place === 'trunk' ? [index] : []));
  const isPart = new Set<number>();
  let isBehindSteps = false;
  trunk.forEach((index, place) => {
    isBehindSteps = continued.has(index) && (isBehindSteps || Boolean(rows[trunk[place - 1] ?? -1]?.time));
    const goesOn = continued.has(trunk[place + 1] ?? -1) && rows[index]?.time === null;
    if (isBehindSteps || goesOn) isPart.add(index);
  });
  let number = 0;
  return rows.map((row, index): Layer => {
    if (row.place !== 'trunk') return row;
    return isPart.has(index) ? { ...row, place: 'part' } : { ...row, number: ++number };
  });
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
    // A sum is not zero, whatever its last weights are; nor is a state that sees the input through other rows too.
    if (!row || row.junction || row.time) break;
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
