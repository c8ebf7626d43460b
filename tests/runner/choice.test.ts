import { describe, expect, test } from 'vitest';
import { chooseBackends, isSoftware, type PageFacts, reasonFor } from '../../src/runner/choice';

const card = { renderer: 'ANGLE (NVIDIA GeForce RTX 3060)', floatTargets: true };
const software = {
  renderer: 'ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero)))',
  floatTargets: true,
};

describe('the order of backends', () => {
  test.each<[string, PageFacts, string[]]>([
    ['a real card', { webgl: card, wasm: true }, ['webgl', 'wasm', 'cpu']],
    ['software WebGL', { webgl: software, wasm: true }, ['wasm', 'cpu']],
    ['half floats', { webgl: { ...card, floatTargets: false }, wasm: true }, ['wasm', 'cpu']],
    ['no WebGL', { webgl: null, wasm: true }, ['wasm', 'cpu']],
    ['a real card without WebAssembly', { webgl: card, wasm: false }, ['webgl', 'cpu']],
    ['nothing', { webgl: null, wasm: false }, ['cpu']],
  ])('with %s', (_, facts, order) => {
    expect(chooseBackends(facts, null).order).toEqual(order);
  });

  test('a forced backend is the only one, whatever the page can do', () => {
    expect(chooseBackends({ webgl: null, wasm: false }, 'webgl').order).toEqual(['webgl']);
  });
});

test.each([
  ['SwiftShader', true],
  ['llvmpipe (LLVM 15.0.7, 256 bits)', true],
  ['Microsoft Basic Render Driver', true],
  ['Software Rasterizer', true],
  ['Apple M2', false],
  ['Mesa Intel(R) UHD Graphics 620', false],
])('%s is software: %s', (renderer, expected) => {
  expect(isSoftware(renderer)).toBe(expected);
});

describe('the sentence of the status bar', () => {
  const sentence = (facts: PageFacts, name: 'webgl' | 'wasm' | 'cpu') =>
    reasonFor({ name, floatBits: 32, software: false }, false, chooseBackends(facts, null).refused);

  test.each([
    ['webgl', { webgl: card, wasm: true }, 'On the graphics card (WebGL), 32 bit.'],
    [
      'wasm',
      { webgl: software, wasm: true },
      'On the processor (WebAssembly), 32 bit: this browser draws WebGL in software.',
    ],
    [
      'wasm',
      { webgl: null, wasm: true },
      'On the processor (WebAssembly), 32 bit: this browser has no WebGL 2.',
    ],
    [
      'cpu',
      { webgl: null, wasm: false },
      'On the processor (JavaScript), 32 bit: this browser has no WebGL 2. This browser has no WebAssembly.',
    ],
  ] as const)('for %s', (name, facts, expected) => {
    expect(sentence(facts, name)).toBe(expected);
  });
});

test('software WebGL that was forced is not called a graphics card', () => {
  expect(reasonFor({ name: 'webgl', floatBits: 32, software: true }, true, [])).toBe(
    'On the processor (WebGL in software), 32 bit: chosen by you.',
  );
});
