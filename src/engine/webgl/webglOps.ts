/** The operations of blocks (catalogue/ops.ts) that are programs of our own; see there what each does. */
import type { Operand, Ops, Pointwise } from '../../catalogue/ops';
import { Constants } from '../loops/constants';
import { keep, release, tensor, type Tensor } from '../tf';
import * as entries from './entryPrograms';
import { literal } from './glslAlgebra';
import type { Gpu } from './gpu';
import * as moves from './movePrograms';
import { matMulEach } from './productPrograms';
import { elementwise, inGroups, MAX_INPUTS } from './program';
import { variable } from './texels';
import { patches, sumPatches } from './windowPrograms';

const shapeOf = (a: Tensor): [rows: number, columns: number] => [a.shape[0] ?? 1, a.shape[1] ?? 1];
const size = (a: Tensor) => a.shape.join();
const sum = (lengths: readonly number[]) => lengths.reduce((total, length) => total + length, 0);

/** Rows of the first operand that is read per entry. */
function rowsOf(operands: readonly Operand<Tensor>[]): number {
  const main = operands.find(({ per }) => per === 'entry') ?? operands[0];
  if (!main) throw new Error('A computation without operands.');
  return shapeOf(main.tensor)[0];
}

function computationOf(
  width: number,
  operands: readonly Operand<Tensor>[],
  blocks: readonly Pointwise[],
): entries.Computation {
  return { rows: rowsOf(operands), width, operands: operands.map(({ per }) => per), blocks };
}

/** Names a computation's program together with the name of its functions. */
const keyOf = (width: number, operands: readonly Operand<Tensor>[]) =>
  `${width} ${operands.map(({ tensor: of, per }) => `${per} ${size(of)}`).join(' ')}`;

const itself: Pointwise = (_algebra, at) => at(0);

export function webglOps(gpu: Gpu): Omit<Ops<Tensor>, 'matMul' | 'dense'> {
  const constants = new Constants<Tensor>(keep, release);

  /** Several matrices into one by a program that takes as many as there are textures, and again until one is left. */
  function joinColumns(parts: readonly Tensor[]): Tensor {
    if (parts.length > MAX_INPUTS) return joinColumns(inGroups(parts, MAX_INPUTS).map(joinColumns));
    const rows = parts[0] ? shapeOf(parts[0])[0] : 0;
    const widths = parts.map((part) => shapeOf(part)[1]);
    return gpu.run(`joinColumns ${rows} ${widths.join()}`, () => moves.joinColumns(rows, widths), parts);
  }

  function addAll(parts: readonly Tensor[]): Tensor {
    const [first] = parts;
    if (!first) throw new Error('Nothing was given to be added.');
    if (parts.length === 1) return first;
    if (parts.length > MAX_INPUTS) return addAll(inGroups(parts, MAX_INPUTS).map(addAll));
    const names = parts.map((_, input) => variable(input));
    const sumOfAll = names.join(' + ').toLowerCase();
    return gpu.run(
      `add ${parts.length} ${size(first)}`,
      () => elementwise(first.shape, names, '', sumOfAll),
      parts,
    );
  }

  function joinRuns(batch: number, columns: number, runs: readonly Run[]): Run {
    const shape = runs.map(({ steps, matrix }) => ({ steps, isZero: matrix === null }));
    const given = runs.flatMap(({ matrix }) => (matrix ? [matrix] : []));
    const steps = sum(shape.map((run) => run.steps));
    if (given.length === 0) return { steps, matrix: null };
    const key = `joinSteps ${batch} ${columns} ${shape.map((run) => `${run.isZero ? '0x' : ''}${run.steps}`).join()}`;
    return { steps, matrix: gpu.run(key, () => moves.joinSteps(batch, columns, shape), given) };
  }

  function joinSteps(parts: readonly (Tensor | null)[]): Tensor {
    const some = parts.find((part) => part !== null);
    if (!some) throw new Error('No time step of a sequence was given.');
    const [batch, columns] = shapeOf(some);
    let runs: Run[] = parts.map((matrix) => ({ steps: 1, matrix }));
    // In rounds, since a program reads so many textures; zeros need none.
    do runs = groupsOf(runs).map((group) => joinRuns(batch, columns, group));
    while (runs.length > 1);
    return runs[0]?.matrix as Tensor; // some part is none of zeros
  }

  function reduceRows(
    name: string,
    width: number,
    operands: readonly Operand<Tensor>[],
    terms: readonly Pointwise[],
  ): Tensor {
    const rows = rowsOf(operands);
    const perSum = entries.rowsPerSum(rows);
    const sums = gpu.run(
      `reduceRows ${name} ${keyOf(width, operands)}`,
      () => entries.reduceRows(computationOf(width, operands, terms), perSum),
      operands.map((operand) => operand.tensor),
    );
    return perSum < rows ? sumOverRows(sums) : sums;
  }

  function sumOverRows(a: Tensor): Tensor {
    return reduceRows('itself', shapeOf(a)[1], [{ tensor: a, per: 'entry' }], [itself]);
  }

  return {
    shapeOf,
    add: (...parts) => addAll(parts),
    scale: (a, factor) =>
      gpu.run(`scale ${factor} ${size(a)}`, () => elementwise(a.shape, ['A'], '', `a * ${literal(factor)}`), [
        a,
      ]),
    sumOverRows,
    pointwise: (name, width, operands, blocks) =>
      gpu.run(
        `pointwise ${name} ${keyOf(width, operands)}`,
        () => entries.pointwise(computationOf(width, operands, blocks)),
        operands.map((operand) => operand.tensor),
      ),
    reduceColumns: (name, columns, operands, terms, how) =>
      gpu.run(
        `reduceColumns ${how} ${name} ${keyOf(columns, operands)}`,
        () => entries.reduceColumns(computationOf(columns, operands, terms), how),
        operands.map((operand) => operand.tensor),
      ),
    reduceRows,
    reshape(a, columns) {
      const [rowsBefore, before] = shapeOf(a);
      const rows = (rowsBefore * before) / columns;
      return gpu.run(`reshape ${size(a)} ${columns}`, () => moves.reshape(before, rows, columns), [a]);
    },
    takeColumns: (a, first, count) =>
      gpu.run(`takeColumns ${size(a)} ${count}`, () => moves.takeColumns(shapeOf(a)[0], count), [a], [first]),
    joinColumns,
    takeStep(a, step, steps) {
      const [rows, columns] = shapeOf(a);
      const build = () => moves.takeStep(rows / steps, columns, steps);
      return gpu.run(`takeStep ${size(a)} ${steps}`, build, [a], [step]);
    },
    joinSteps,
    matMulEach(a, b, examples, transposeA = false, transposeB = false) {
      const [rowsA, columnsA] = shapeOf(a);
      const [rowsB, columnsB] = shapeOf(b);
      const [rows, inner] = transposeA ? [columnsA, rowsA / examples] : [rowsA / examples, columnsA];
      const columns = transposeB ? rowsB / examples : columnsB;
      const build = () => matMulEach({ examples, rows, inner, columns, transposeA, transposeB });
      return gpu.run(`matMulEach ${size(a)} ${size(b)} ${examples} ${transposeA} ${transposeB}`, build, [
        a,
        b,
      ]);
    },
    patches(images, window) {
      const batch = shapeOf(images)[0] / (window.height * window.width);
      return gpu.run(`patches ${batch} ${windowKey(window)}`, () => patches(batch, window), [images]);
    },
    sumPatches(gradient, window) {
      const batch = shapeOf(gradient)[0] / (window.outHeight * window.outWidth);
      return gpu.run(`sumPatches ${batch} ${windowKey(window)}`, () => sumPatches(batch, window), [gradient]);
    },
    constant: (name, rows, columns, fill) =>
      constants.get(name, rows, columns, () => {
        const values = Float32Array.from({ length: rows * columns }, (_, place) =>
          fill(Math.floor(place / columns), place % columns),
        );
        return tensor(values, [rows, columns]);
      }),
  };
}

/** A run of time steps: its matrix [batch·steps, columns], or null for zeros. */
interface Run {
  readonly steps: number;
  readonly matrix: Tensor | null;
}

/** Runs in groups that have no more matrices than a program can read. */
function groupsOf(runs: readonly Run[]): Run[][] {
  const groups: Run[][] = [];
  let group: Run[] = [];
  let matrices = 0;
  for (const run of runs) {
    if (run.matrix && matrices === MAX_INPUTS) {
      groups.push(group);
      group = [];
      matrices = 0;
    }
    group.push(run);
    if (run.matrix) matrices++;
  }
  return [...groups, group];
}

const windowKey = (window: Parameters<typeof patches>[1]) => Object.values(window).join();
