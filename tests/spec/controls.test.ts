import { describe, expect, test } from 'vitest';
import { CONTROLS, controlOfBlock, controlOfPath, mayUse } from '../../src/spec/controls';
import { newExperiment } from '../../src/spec/defaults';
import { parse } from '../../src/spec/schema';
import type { ControlsSpec } from '../../src/spec/types';

const locked = (open: ControlsSpec['open']) => {
  const experiment = newExperiment();
  return { ...experiment, view: { ...experiment.view, controls: { open, others: 'shown' as const } } };
};

describe('locked controls', () => {
  test('with none locked all may be used', () => {
    expect(CONTROLS.every((control) => mayUse(newExperiment(), control))).toBe(true);
  });

  test('with only clipping left, clipping and its threshold may be used and nothing else', () => {
    expect(CONTROLS.filter((control) => mayUse(locked(['clipping']), control))).toEqual([
      'clipping',
      'clippingThreshold',
    ]);
  });

  test('with the threshold alone, the kind of clipping may not be changed', () => {
    expect(mayUse(locked(['clippingThreshold']), controlOfPath('clipping.threshold'))).toBe(true);
    expect(mayUse(locked(['clippingThreshold']), controlOfPath('clipping'))).toBe(false);
    expect(mayUse(locked(['clippingThreshold']), controlOfPath('skipNonFinite'))).toBe(false);
  });

  test('a change of a block belongs to what it changes', () => {
    expect(controlOfBlock({ initializer: { kind: 'zeros' } })).toBe('initializer');
    expect(controlOfBlock({ activation: { kind: 'tanh' } })).toBe('activation');
    expect(controlOfBlock({ activation: { kind: 'tanh' }, repeat: 3 })).toBe('blocks');
    expect(controlOfPath('blocks.b1.values.width')).toBe('blocks');
  });

  test('an unknown control is refused with what there is', () => {
    expect(() => parse(JSON.parse(JSON.stringify(locked(['walls' as never]))))).toThrow(/Choose title, data/);
  });
});
