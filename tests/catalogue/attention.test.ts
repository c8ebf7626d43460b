import { describe, expect, it } from 'vitest';
import { block } from '../../src/catalogue/registry';
import { transformation } from '../../src/catalogue/blocks/transformations';
import type { Block, Layer, Values } from '../../src/catalogue/types';
import { plainOps } from '../../src/engine/loops/loopOps';
import type { Plain } from '../../src/engine/loops/store';
import { stream } from '../../src/random/stream';
import { newLane } from '../../src/spec/defaults';
import { expand } from '../../src/spec/expand';
import { expectClose } from '../support/expectClose';

const [BATCH, STEPS, FEATURES, WIDTH] = [2, 5, 3, 4];

const attend = (values: Values = {}): Block => ({
  ...block('selfAttention').template,
  id: 's',
  values: { ...block('selfAttention').template.values, keyWidth: WIDTH, ...values },
});
const rowsOf = (spec: Block, inputShape: readonly number[] = [STEPS, FEATURES]): Layer[] =>
  expand(newLane({ blocks: [spec] }), { inputShape, outputs: 0, task: 'readOut' });

const draws = stream(12, 'attention');
const random = (rows: number, columns: number): Plain => ({
  rows,
  columns,
  data: draws.normals(rows * columns),
});

/** What the rows make of x, one after the other. */
function run(rows: readonly Layer[], x: Plain, parameters: readonly Record<string, Plain>[]): Plain {
  const outputs: Plain[] = [];
  rows.forEach((layer, index) => {
    outputs.push(
      transformation(layer.kind).forward<Plain>({
        ops: plainOps,
        layer,
        batch: BATCH,
        inputs: layer.inputs.map((from) => (from < 0 ? x : outputs[from]!)),
        parameters: parameters[index]!,
        state: {},
        training: true,
        uniforms: random,
        saved: {},
        nextState: {},
      }),
    );
  });
  return outputs.at(-1)!;
}

const parametersOf = (rows: readonly Layer[]) =>
  rows.map(({ parameters }) =>
    Object.fromEntries(
      parameters.map(({ name, shape }) => [name, random(shape.length === 1 ? 1 : shape[0]!, shape.at(-1)!)]),
    ),
  );

/** Vaswani et al. 2017, eq. 1, position by position in plain numbers. */
function reference(x: Plain, of: (path: string) => Plain, causal: boolean): number[][] {
  const affine = (row: readonly number[], letter: string) => {
    const weights = of(`W${letter}`);
    return Array.from({ length: weights.columns }, (_, column) =>
      row.reduce(
        (sum, entry, place) => sum + entry * weights.data[place * weights.columns + column]!,
        of(`b${letter}`).data[column]!,
      ),
    );
  };
  const answers: number[][] = [];
  for (let example = 0; example < BATCH; example++) {
    const sequence = Array.from({ length: STEPS }, (_, step) => {
      const start = (example * STEPS + step) * FEATURES;
      return [...x.data.subarray(start, start + FEATURES)];
    });
    sequence.forEach((row, step) => {
      const seen = causal ? sequence.slice(0, step + 1) : sequence;
      const query = affine(row, 'q');
      const scores = seen.map((other) =>
        Math.exp(
          affine(other, 'k').reduce((sum, entry, place) => sum + entry * query[place]!, 0) / Math.sqrt(WIDTH),
        ),
      );
      const total = scores.reduce((sum, score) => sum + score, 0);
      const mean = Array.from({ length: WIDTH }, (_, column) =>
        seen.reduce((sum, other, place) => sum + (scores[place]! / total) * affine(other, 'v')[column]!, 0),
      );
      answers.push(affine(mean, 'o'));
    });
  }
  return answers;
}

describe('self-attention', () => {
  it.each([false, true])('is the equation, causal: %s', (causal) => {
    const rows = rowsOf(attend({ causal }));
    const parameters = parametersOf(rows);
    const x = random(BATCH * STEPS, FEATURES);
    const named = (path: string): Plain => {
      const row = rows.findIndex((layer) =>
        layer.parameters.some((one) => one.path === `selfAttention1/${path}`),
      );
      return parameters[row]![path.charAt(0)]!;
    };
    const expected = reference(x, named, causal).flat();
    expectClose([...run(rows, x, parameters).data], expected, { absolute: 1e-12 }, 'answers');
  });

  it('does not overflow on large products, and weighs them as the limit does', () => {
    const { forward } = transformation('attention');
    const [row] = rowsOf(attend()).filter(({ kind }) => kind === 'attention');
    const column = (...entries: number[]): Plain => ({
      rows: 2,
      columns: 1,
      data: Float64Array.from(entries),
    });
    const output = forward<Plain>({
      ops: plainOps,
      layer: row!,
      batch: 1,
      inputs: [column(1e4, -1e4), column(1, 2), column(5, 7)],
      parameters: {},
      state: {},
      training: true,
      uniforms: random,
      saved: {},
      nextState: {},
    });
    expect([...output.data]).toEqual([7, 5]);
  });

  it('sees nothing of later steps where it is causal', () => {
    const rows = rowsOf(attend({ causal: true }));
    const parameters = parametersOf(rows);
    const x = random(BATCH * STEPS, FEATURES);
    const before = run(rows, x, parameters).data.slice(0, 4 * FEATURES);
    x.data.fill(100, 4 * FEATURES, 5 * FEATURES); // the last step of the first example
    expect(run(rows, x, parameters).data.slice(0, 4 * FEATURES)).toEqual(before);
  });

  it('is one counted row, its output; queries, keys and values are inside it', () => {
    const rows = rowsOf(attend());
    expect(rows.map(({ name, place }) => [name, place])).toEqual([
      ['selfAttention1 value', 'inner'],
      ['selfAttention1 query', 'inner'],
      ['selfAttention1 key', 'inner'],
      ['selfAttention1 attention', 'inner'],
      ['selfAttention1', 'trunk'],
    ]);
    expect(rows[3]).toMatchObject({
      inputs: [1, 2, 0],
      junction: { source: -1, via: 0, first: 1, last: 2, paths: ['value', 'softmax'] },
    });
    expect(rows.flatMap(({ parameters }) => parameters.map(({ path }) => path.split('/')[1]))).toEqual([
      'Wv',
      'bv',
      'Wq',
      'bq',
      'Wk',
      'bk',
      'Wo',
      'bo',
    ]);
    expect(rows[4]?.outputShape).toEqual([STEPS, FEATURES]);
  });

  it.each([[[64]], [[8, 8, 4]]])('says what came in where that is no sequence: %j', (shape) => {
    expect(() => rowsOf(attend(), shape)).toThrow(
      new RegExp(`takes a sequence.*comes in is ${shape.join(' × ')}`),
    );
  });

  it.each([
    [attend(), 'keys 4 wide'],
    [attend({ causal: true }), 'keys 4 wide, causal'],
  ])('is summed up in a few words', (spec, words) => {
    expect(block('selfAttention').summary(spec)).toBe(words);
  });
});
