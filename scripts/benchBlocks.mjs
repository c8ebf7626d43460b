// The part `blocks` of `npm run bench`: networks of blocks (tests/bench/nets.ts) against the same written with tf.layers.

/** What stands in the table, and what had to be written by hand for TensorFlow.js. */
const NETS = {
  residual: 'residual: Dense 64 tanh, 12 × (x + Dense 64(ReLU Dense 64))',
  convolution: 'convolution: 8 × 8 images, 16, 16, pool, 32, pool',
  lstm: 'LSTM, 24 units, T = 30',
  gru: 'GRU, 24 units, T = 30, reset before',
  attention: 'attention: 16 steps, Dense 32, 2 × self-attention 32',
  batchNorm: 'batch norm: 6 × (Dense 64, norm, tanh)',
  layerNorm: 'layer norm: 6 × (Dense 64, norm, tanh)',
  highway: 'highway: Dense 64, 12 × highway',
};
const BACKENDS = { wasm: 'WASM', webgl: 'WebGL (software)' };

/** The section's text, and the smallest ratio on each backend. */
export async function benchBlocks({ ours, plain, race, enter, call, speed, ratio, median, table, rounds }) {
  const rows = [];
  const below = [];
  const smallest = {};
  for (const [net, words] of Object.entries(NETS)) {
    const cells = [words];
    for (const backend of Object.keys(BACKENDS)) {
      const task = { net };
      const missing = await missingKernel(plain('layers', backend, task));
      const list = [ours('on', backend, task), ours('off', backend, task)];
      const all = await race(missing ? list : [...list, plain('layers', backend, task)], rounds);
      const [on, off, layers] = all;
      cells.push(
        ratio(speed(on, off)),
        layers ? ratio(speed(on, layers)) : `cannot train there (no ${missing})`,
      );
      if (backend === 'webgl') {
        const programs = all.map(({ turns }) => median(turns.map((turn) => turn.programs)).toFixed(0));
        cells.push(programs[0], programs[1], programs[2] ?? '–');
      }
      if (!layers) continue;
      const faster = speed(on, layers);
      smallest[backend] = Math.min(smallest[backend] ?? Number.POSITIVE_INFINITY, faster);
      if (faster < 1) below.push({ net, backend, faster, unmeasured: speed(off, layers), all });
    }
    rows.push(cells);
  }
  const text = `Networks of blocks with everything measured, as multiples of the same network written plainly with \`tf.layers\` (\`trainOnBatch\`, nothing measured): the same first weights, batch and loss, SGD, squared error of one number. Attention and highway have no layer there: softmax(q·kᵀ/√d)·v and the gated sum are a few operations in a layer of their own. Above 1 Backblast is faster.

${table(
  [
    'network',
    'WASM on ÷ off',
    'WASM ÷ tf.layers',
    'WebGL on ÷ off',
    'WebGL ÷ tf.layers',
    'programs a step, on',
    'off',
    'tf.layers',
  ],
  rows,
)}

${wordsOf(below, ratio, median)}`;
  return { text, smallest };

  /** The kernel without which a network cannot be trained there; null where it can. */
  async function missingKernel(one) {
    try {
      const { page, key } = await enter(one);
      await call(page, 'dispose', key);
      return null;
    } catch (error) {
      const [, kernel] = /Kernel '(\w+)' not registered/.exec(error.message) ?? [];
      if (kernel === undefined) throw error;
      return kernel;
    }
  }
}

/** Where a block is below 1: whether measuring is what costs it, or the step itself. */
function wordsOf(below, ratio, median) {
  if (below.length === 0) return 'None is below 1.';
  return below
    .map(({ net, backend, faster, unmeasured, all }) => {
      const [on, , layers] = all.map(({ turns }) => median(turns.map(({ programs }) => programs)));
      const programs =
        backend === 'webgl' ? ` It issues ${on.toFixed(0)} programs a step to ${layers.toFixed(0)}.` : '';
      const why = unmeasured >= 1 ? 'what is measured costs it' : 'the step itself is slower';
      return `Below 1, ${net} on ${BACKENDS[backend]}: ${ratio(faster)}; without measuring ${ratio(unmeasured)}, so ${why}.${programs}`;
    })
    .join('\n\n');
}
