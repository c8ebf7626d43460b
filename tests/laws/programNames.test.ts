/** WebGL builds a program once a name and shapes: the same name must always stand for the same functions. */
import { expect, test } from 'vitest';
import type { Operand, Ops, Pointwise } from '../../src/catalogue/ops';
import { block } from '../../src/catalogue/registry';
import { toLane } from '../../src/cli/parity/toLane';
import { startDevice } from '../../src/cli/startNode';
import type { Device } from '../../src/engine/device';
import { createEngine } from '../../src/engine/engine';
import type { Tensor } from '../../src/engine/tf';
import { glslAlgebra } from '../../src/engine/webgl/glslAlgebra';
import { fixture, namesIn } from '../parity/fixtures';
import { lane, sequencesFor } from './smallNetworks';

/** The functions as WebGL would compile them. */
const codeOf = (functions: readonly Pointwise[]): string =>
  functions
    .map((compute) => {
      const { algebra, lines } = glslAlgebra();
      const result = compute(algebra, (input, block = 0) => `v${input}_${block}`);
      return [...lines, result].join(' ');
    })
    .join('\n');

/** The device, noting the functions of every computation by what WebGL tells programs apart. */
function noting(device: Device, seen: Map<string, Set<string>>): Device {
  const { ops } = device;
  const note = (key: string, operands: readonly Operand<Tensor>[], functions: readonly Pointwise[]) => {
    const full = `${key} ${operands.map(({ tensor, per }) => `${per} ${tensor.shape.join()}`).join(' ')}`;
    seen.set(full, (seen.get(full) ?? new Set()).add(codeOf(functions)));
  };
  const noted: Ops<Tensor> = {
    ...ops,
    pointwise(name, width, operands, blocks) {
      note(`pointwise ${name} ${width}`, operands, blocks);
      return ops.pointwise(name, width, operands, blocks);
    },
    reduceColumns(name, columns, operands, terms, how) {
      note(`reduceColumns ${how} ${name} ${columns}`, operands, terms);
      return ops.reduceColumns(name, columns, operands, terms, how);
    },
    reduceRows(name, width, operands, terms) {
      note(`reduceRows ${name} ${width}`, operands, terms);
      return ops.reduceRows(name, width, operands, terms);
    },
  };
  return { ...device, ops: noted };
}

test('in all reference networks and what reads sequences, one name is one computation', async () => {
  const seen = new Map<string, Set<string>>();
  const engine = createEngine(noting(await startDevice('cpu'), seen));
  for (const name of namesIn('networks')) {
    const { kind, file } = fixture(name);
    if (kind !== 'network') throw new Error('A network was expected.');
    const { data, initialParameters, ...read } = toLane(file);
    const trainer = engine.createTrainer(read.lane, data, 1, { initialParameters, fullBatch: true });
    trainer.step();
    trainer.dispose();
  }
  // What reads sequences and is in no reference network, of equal shapes.
  const sequences = ['selfAttention', 'gru', 'lstm', 'simpleRnn'].flatMap((type) =>
    [false, true].map((other) => {
      const { template } = block(type);
      const chosen = { width: 4, keyWidth: 4, causal: other, resetAfter: other, handsOn: 'sequence' };
      const own = Object.entries(chosen).filter(([id]) => id in template.values);
      return [{ ...template, id: 'b1', values: { ...template.values, ...Object.fromEntries(own) } }];
    }),
  );
  for (const blocks of sequences) {
    const trainer = engine.createTrainer(lane({ blocks }), sequencesFor(4, true), 1);
    trainer.step();
    trainer.dispose();
  }
  expect([...seen.keys()].some((key) => key.includes('attention 0.5, causal powers'))).toBe(true);
  expect(seen.size).toBeGreaterThan(30);
  expect([...seen].filter(([, codes]) => codes.size > 1)).toEqual([]);
});
