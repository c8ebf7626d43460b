/** `node scripts/run.mjs tests/laws/bitsOfRun.ts cpu` prints what a start of Node makes of a short run, bit by bit. */
import { createHash } from 'node:crypto';
import { startNode } from '../parity/startNode';
import { makeSpirals } from '../parity/smallData';
import { dense, lane, residual, seriesOf } from './smallNetworks';

/** The losses of 20 steps, and a digest of all that was recorded and of the parameters at the end. */
export async function bitsOfRun(backend: 'cpu' | 'wasm'): Promise<string> {
  const engine = await startNode(backend);
  const blocks = [
    dense('b1', { kind: 'gelu' }, 3, 24),
    residual('b2', [dense('b3', { kind: 'tanh' }, 1, 24)], {}, 3),
  ];
  const adam = { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };
  const spec = lane({ blocks, optimizer: adam, loss: { kind: 'binaryCrossEntropy' }, learningRate: 0.02 });
  const trainer = engine.createTrainer(spec, makeSpirals(), 7);
  for (let step = 0; step < 20; step++) trainer.step();
  const chunk = await trainer.read();
  if (!chunk) throw new Error('No step was made.');
  const digest = createHash('sha256');
  for (const values of [chunk.perStep, chunk.perLayer, chunk.classes, await trainer.parameters()])
    digest.update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
  trainer.dispose();
  return `${seriesOf(chunk, 'loss').join(' ')} ${digest.digest('hex')}`;
}

const [, file, backend] = process.argv;
if (file?.endsWith('bitsOfRun.ts') && (backend === 'cpu' || backend === 'wasm'))
  process.stdout.write(`bits ${await bitsOfRun(backend)}\n`);
