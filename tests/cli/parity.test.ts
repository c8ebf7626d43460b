/** `npm run parity`: its lines, its exit codes, and that a wrong number cannot pass. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { parity } from '../../src/cli/parity/command';
import { createHere } from './here';

const NETWORK = 'networks/dense-depth5-linear-sgd.json';
const EXPLOSION = 'explosions/relu-deep-large-init.json';

let here: ReturnType<typeof createHere>;
beforeEach(() => {
  here = createHere();
});
afterEach(() => {
  vi.unstubAllEnvs();
  here.remove();
});
const statusOf = (quantity: string) => here.rows().find((row) => row[2] === quantity)?.[0];

test('a network that agrees gives a line for each quantity, and exit code 0', async () => {
  here.copy(NETWORK);
  expect(await parity(['.'], here.io)).toBe(0);
  expect(here.printed.at(-1)).toBe(`${here.rows().length} ok, 0 outside, 0 missing`);
  expect(here.rows().length).toBeGreaterThan(10);
  for (const [status, file, , error, limit, step] of here.rows()) {
    expect([status, file]).toEqual(['ok', NETWORK]);
    expect(Number(error)).toBeLessThanOrEqual(Number(limit));
    expect(step).toMatch(/^\d+$/);
  }
  expect(statusOf('parameters.gradientNorm')).toBe('ok');
  expect(here.said).toEqual(['Engine: wasm (WebAssembly), 32 bit floats.']);
});

describe('a number that is off is outside, and exit code 1', () => {
  test.each([
    ['loss', NETWORK, (json) => void (json.measured.loss[3] *= 1.001)],
    ['outputs.mean', NETWORK, (json) => void (json.measured.outputs.dense2.mean[0] += 1e-2)],
    [
      'parameters.updateRatio',
      NETWORK,
      (json) => void (json.measured.parameters['dense3/b'].updateRatio[1] *= 2),
    ],
    ['finalParameters.first', NETWORK, (json) => void (json.finalParameters['dense1/W'].first[2] *= -1)],
    ['loss', NETWORK, (json) => void (json.measured.loss[0] = 'NaN')],
    ['first.step', EXPLOSION, (json) => void (json.float32.first.step = 2)],
    ['first.tensor', EXPLOSION, (json) => void (json.float32.first.layer = 'dense4')],
    ['clipped.staysFinite', EXPLOSION, (json) => void (json.clipped.clipping = { kind: 'none' })],
    ['tanh derivative', 'activations.json', (json) => void (json.activations.tanh.derivative[60] += 1e-4)],
    [
      'globalNorm gradients',
      'clipping.json',
      (json) =>
        void (json.cases.find(
          (one: { clipping: string }) => one.clipping === 'globalNorm',
        ).expected.gradients[1][0] += 0.1),
    ],
    [
      'adam parameters',
      'optimizers.json',
      (json) =>
        void (json.cases.find((one: { optimizer: string }) => one.optimizer === 'adam').parameters[7][2] +=
          1),
    ],
    [
      'mse gradient',
      'losses.json',
      (json) => void ((json.cases[0].float64.gradient[1] += 1), delete json.cases[0].float32),
    ],
    [
      'heNormal variance',
      'initializers.json',
      (json) => void (json.shapes[0].initializers.heNormal.varianceBetween = [0, 1e-6]),
    ],
  ] as [string, string, (json: ReturnType<typeof JSON.parse>) => void][])(
    '%s of %s',
    async (quantity, file, change) => {
      here.doctor(file, change);
      expect(await parity(['.', '--backend', 'cpu'], here.io)).toBe(1);
      expect(statusOf(quantity)).toBe('outside');
      expect(here.printed.at(-1)).toMatch(/^\d+ ok, [1-9]\d* outside, \d+ missing$/);
      expect(here.said.some((line) => line.startsWith(`${file}: ${quantity}, `))).toBe(true);
    },
  );
});

describe('what needs a block or entry that does not exist is missing, and exit code 2', () => {
  test.each([
    ['block hopfield', (json) => void (json.blocks[1].type = 'hopfield')],
    ['activation swizzle', (json) => void (json.blocks[1].activation = 'swizzle')],
    ['optimizer lbfgs', (json) => void (json.optimizer.kind = 'lbfgs')],
    ['amsgrad of sgd', (json) => void (json.optimizer.options.amsgrad = true)],
  ] as [string, (json: ReturnType<typeof JSON.parse>) => void][])('%s', async (what, change) => {
    here.doctor(NETWORK, change);
    expect(await parity(['.'], here.io)).toBe(2);
    expect(here.printed).toEqual([
      ['missing', NETWORK, what, '-', '-', '-'].join('\t'),
      '0 ok, 0 outside, 1 missing',
    ]);
  });

  test('a block inside a block too', async () => {
    const residual = 'networks/residual-scale-tanh-sgd.json';
    here.doctor(residual, ({ blocks }) => {
      blocks.find((one: { type: string }) => one.type === 'residual').stack[0].type = 'hopfield';
    });
    expect(await parity(['.'], here.io)).toBe(2);
    expect(here.printed[0]).toContain('block hopfield');
  });
});

describe('a broken file is an error with a sentence, and exit code 1', () => {
  test.each([
    ['no JSON', 'It is no JSON', null],
    ['no updates', 'updates', (json) => void delete json.updates],
    ['steps missing', 'loss of measured has 10 steps, not 11.', (json) => void json.measured.loss.pop()],
    [
      'a parameter missing',
      'initialParameters has no dense2/W.',
      (json) => void delete json.initialParameters['dense2/W'],
    ],
    [
      'a parameter too small',
      'dense2/b has',
      (json) => void (json.initialParameters['dense2/b'] = { shape: [1], values: [0] }),
    ],
    ['numbers that do not fill a shape', 'x has', (json) => void json.x.integers.pop()],
    [
      'an output that is not in it',
      'measured.outputs has no dense3.',
      (json) => void delete json.measured.outputs.dense3,
    ],
    [
      'an output that is not ours',
      'measured.outputs has dense99',
      (json) => void (json.measured.outputs.dense99 = json.measured.outputs.dense2),
    ],
    ['nothing comparable', 'comparableSteps', (json) => void (json.comparableSteps = 0)],
  ] as [string, string, ((json: ReturnType<typeof JSON.parse>) => void) | null][])(
    '%s',
    async (_, sentence, change) => {
      if (change) here.doctor(NETWORK, change);
      else here.write(NETWORK, '{"blocks": [');
      here.copy(EXPLOSION);
      expect(await parity(['.'], here.io)).toBe(1);
      expect(here.said.find((line) => line.startsWith(`${NETWORK}: `))).toContain(sentence);
      expect(here.rows().some(([status, file]) => status === 'ok' && file === EXPLOSION)).toBe(true);
      expect(here.printed.at(-1)).toMatch(/^\d+ ok, 0 outside, 0 missing$/);
    },
  );
});

test('files are known by their content, at any depth, or by their name', async () => {
  here.copy(NETWORK, 'a/b/c/whatever.json');
  here.write('networks/empty.json', '{}');
  here.write('notes.json', '{"hello": 1}');
  here.copy('theory.json');
  expect(await parity(['.'], here.io)).toBe(1);
  expect(new Set(here.rows().map(([, file]) => file))).toEqual(new Set(['a/b/c/whatever.json']));
  const complaints = here.said.slice(1);
  expect(complaints[0]).toMatch(/^networks\/empty\.json: As network it is not whole/);
  expect(complaints[1]).toMatch(/^notes\.json is passed over/);
  expect(complaints).toHaveLength(3);
});

test('a folder without reference files is an error, not all well', async () => {
  here.copy('theory.json');
  expect(await parity(['.'], here.io)).toBe(1);
  expect(await parity(['nowhere'], here.io)).toBe(1);
  expect(here.printed).toEqual([]);
});

test('a backend that cannot start is an error, and nothing takes its place', async () => {
  here.copy(NETWORK);
  vi.stubEnv('BACKBLAST_CHROMIUM', '/nowhere/chromium');
  expect(await parity(['.', '--backend', 'webgl'], here.io)).toBe(1);
  expect(await parity(['.', '--backend', 'webgpu'], here.io)).toBe(1);
  expect(here.printed).toEqual([]);
  expect(here.said[0]).toMatch(/^The backend webgl cannot start\. BACKBLAST_CHROMIUM names/);
  expect(here.said[1]).toBe('There is no backend “webgpu”. There are: cpu, wasm, webgl.');
});
