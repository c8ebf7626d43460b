import { describe, expect, it } from 'vitest';
import { newExperiment, newLane } from '../../src/spec/defaults';
import { denseBlock, he } from '../../src/spec/presets/build';
import { PRESETS } from '../../src/spec/presets/registry';
import { parse } from '../../src/spec/schema';
import { SpecError } from '../../src/spec/types';

/** Plain JSON, to be broken. */
interface Json {
  [key: string]: Json;
}

/** The plain experiment with something broken in it. */
function broken(breakIt: (json: Json) => void): unknown {
  const experiment = newExperiment({
    lanes: [
      newLane({
        blocks: [denseBlock('b1', 2, 64, 'leakyRelu', he), { ...denseBlock('b2', 1, 64, 'relu', he) }],
      }),
      newLane({ id: 'b', parent: 'a' }),
    ],
  });
  const json = JSON.parse(JSON.stringify(experiment)) as Json;
  breakIt(json);
  return json;
}

function errorOf(raw: unknown): SpecError {
  try {
    parse(raw);
  } catch (error) {
    if (error instanceof SpecError) return error;
    throw error;
  }
  throw new Error('It was accepted.');
}

/** Sets a path of plain JSON; undefined removes it. */
const set = (path: string, value: unknown) => (json: Json) => {
  const keys = path.replaceAll(/\[(\d+)\]/g, '.$1').split('.');
  const last = keys.pop() ?? '';
  const target = keys.reduce((at, key) => at[key] as Json, json);
  if (value === undefined) delete (target as Record<string, unknown>)[last];
  else (target as Record<string, unknown>)[last] = value; // anything, that is the point
};

describe('an experiment that is refused', () => {
  const lane0 = 'lanes[0]';
  const cases: readonly [path: string, value: unknown, words: string, at?: string][] = [
    [
      `${lane0}.blocks[1].values.width`,
      1e9,
      'is 1,000,000,000. It must be a whole number from 1 to 1,024. Lower it.',
    ],
    [`${lane0}.blocks[1].values.width`, 2.5, 'is 2.5. It must be a whole number from 1 to 1,024'],
    [`${lane0}.blocks[0].repeat`, 2000, 'is 2,000. It must be a whole number from 1 to 256. Lower it.'],
    [`${lane0}.batchSize`, 0, 'is 0. It must be a whole number from 1 to 256. Raise it.'],
    [`${lane0}.learningRate`, Number.NaN, 'is not a number (NaN). It must be a number from 0 to 1,000'],
    [`${lane0}.learningRate`, Number.POSITIVE_INFINITY, 'is infinite.'],
    [`${lane0}.learningRate`, '0.1', 'is “0.1”. It must be a number from 0 to 1,000; 0.05 is usual.'],
    [`${lane0}.learningRate`, undefined, 'is missing. Add it.'],
    [`${lane0}.blocks[0].activation.kind`, 'swish', 'is “swish”. Choose linear, sigmoid, tanh'],
    [`${lane0}.blocks[0].activation.slope`, 5, 'is 5. It must be a number from 0.0001 to 1. Lower it.'],
    [`${lane0}.blocks[0].type`, 'perceptron', 'is “perceptron”. Choose dense, residual'],
    [`${lane0}.blocks[0].values.bias`, 1, 'is 1. It must be true or false.'],
    [`${lane0}.blocks[0].id`, 'b 1', 'is “b 1”. It must be letters and digits'],
    [`${lane0}.blocks[1].id`, 'b1', 'which another block has already'],
    [`${lane0}.blocks[0].colour`, 'red', 'is not a setting that Backblast knows. Remove it.'],
    [`${lane0}.blocks`, 'dense', 'is “dense”. It must be a list of blocks'],
    [
      `${lane0}.loss.kind`,
      'mse',
      'does not fit these data (Handwritten digits). Choose softmaxCrossEntropy.',
      `${lane0}.loss`,
    ],
    [`${lane0}.optimizer`, 7, 'is 7. It must be an object, in braces. Choose sgd'],
    [`${lane0}.skipNonFinite`, undefined, 'is missing. Add it.'],
    ['lanes[1].id', 'a', 'which an earlier lane has already'],
    ['lanes[1].parent', 'z', 'which is no other lane'],
    ['lanes', [], 'is a list of 0. An experiment needs a lane. Add one.'],
    ['dataset.id', 'imagenet', 'is “imagenet”. Choose digits, spirals'],
    ['dataset', undefined, 'is missing. Add it.'],
    ['seed', -1, 'is -1. It must be a whole number from 0'],
    ['length', 1e300, 'is 1e+300. It must be a whole number from 1 to 100,000. Lower it.'],
    ['title', 'x'.repeat(81), 'It may have 80 characters. Shorten it.'],
    ['view.metric', 'vibes', 'is “vibes”. Choose gradientOutput'],
    ['version', '1', 'is “1”. It must be a whole number, 2 now.'],
    ['version', undefined, 'is missing.'],
  ];
  it.each(cases)('names %s with the value %j and the remedy', (path, value, words, at = path) => {
    const error = errorOf(broken(set(path, value)));
    expect(error.message).toContain(words);
    expect(error.message.startsWith(at)).toBe(true);
    expect(error.path).toBe(at);
  });

  it('says that a link is from the future', () => {
    const error = errorOf(broken(set('version', 7)));
    expect(error.message).toMatch(/^This link was made by a newer Backblast \(version 7\)/);
  });

  it('has more than six lanes', () => {
    const lanes = Array.from('abcdefg').map((id) => newLane({ id }));
    expect(errorOf(newExperiment({ lanes })).message).toContain(
      'lanes is a list of 7. There may be 6 lanes. Remove some.',
    );
  });

  it.each([[null], [undefined], [7], ['text'], [[]]])('is %j, no object', (raw) => {
    expect(errorOf(raw).message).toContain('An experiment is an object');
  });

  it('is nested a hundred thousand deep', () => {
    let deep: unknown = {};
    for (let depth = 0; depth < 100_000; depth++) deep = { stack: [deep] };
    expect(errorOf({ version: 1, lanes: deep }).message).toContain('nested too deeply');
  });

  it('has a residual in a residual in a residual in a residual in a residual', () => {
    let block: object = denseBlock('b9', 1, 64, 'relu', he);
    for (let depth = 1; depth <= 4; depth++) block = { id: `r${depth}`, type: 'residual', stack: [block] };
    expect(errorOf(broken(set('lanes[0].blocks', [block]))).message).toContain('4 stacks deep');
  });
});

describe('edits', () => {
  const withEdits = (...edits: readonly object[]) => broken(set('lanes[0].edits', edits));
  it('of settings that a run may change are accepted', () => {
    const raw = withEdits(
      { step: 3, path: 'learningRate', value: 0.01 },
      { step: 5, path: 'clipping', value: { kind: 'globalNorm', threshold: 1 } },
      { step: 9, path: 'clipping.threshold', value: 0.5 },
      { step: 9, path: 'skipNonFinite', value: true },
    );
    expect(parse(raw).lanes[0]?.edits).toHaveLength(4);
  });
  it.each([
    [{ step: 3, path: 'batchSize', value: 8 }, 'edits[0].path', 'cannot change in a run'],
    [{ step: 3, path: 'blocks.b1.values.width', value: 8 }, 'edits[0].path', 'cannot change in a run'],
    [{ step: 3, path: 'clipping.threshold', value: 8 }, 'edits[0].path', 'cannot change in a run'],
    [{ step: 3, path: '__proto__.x', value: 8 }, 'edits[0].path', 'cannot change in a run'],
    [{ step: 3, path: 'learningRate', value: -1 }, 'edits[0].value', 'It must be a number from 0'],
    [{ step: 3, path: 'clipping', value: { kind: 'scissors' } }, 'edits[0].value', 'Choose none, value'],
    [{ step: -3, path: 'learningRate', value: 1 }, 'edits[0].step', 'from 0 to 100,000'],
  ])('%j is refused', (edit, path, words) => {
    const error = errorOf(withEdits(edit));
    expect(error.path).toBe(`lanes[0].${path}`);
    expect(error.message).toContain(words);
  });
  it('out of order are refused', () => {
    const error = errorOf(
      withEdits({ step: 9, path: 'learningRate', value: 1 }, { step: 3, path: 'learningRate', value: 1 }),
    );
    expect(error.path).toBe('lanes[0].edits[1].step');
  });
});

describe('an experiment that is accepted', () => {
  it.each(PRESETS.map((preset) => [preset.id, preset] as const))(
    '%s comes back as it went in',
    (_, preset) => {
      expect(parse(JSON.parse(JSON.stringify(preset.experiment)))).toEqual(preset.experiment);
      expect(preset.experiment.title).toBe(preset.question);
    },
  );
  it('gets the defaults of parameters it does not mention', () => {
    const { lanes } = parse(
      broken(set('lanes[0].blocks', [{ id: 'b1', type: 'dense', activation: { kind: 'leakyRelu' } }])),
    );
    expect(lanes[0]?.blocks).toEqual([
      {
        id: 'b1',
        type: 'dense',
        repeat: 1,
        values: { width: 64, bias: true, biasSigma: 0 },
        activation: { kind: 'leakyRelu', slope: 0.01 },
        initializer: { kind: 'glorotNormal' },
      },
    ]);
  });
});
