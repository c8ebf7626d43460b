// `npm run bench [-- --quick] [-- --only R,sizes,blocks,lanes,kernels,webgl,memory,charts,start]`: Backblast's engine against TensorFlow.js as it is
// published and two trainers without a library, interleaved in one headless Chromium. Every contender must reach the
// same loss, or the bench fails. A whole run writes docs/bench.md; with a flag the tables are only printed.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { build as bundle, preview } from 'vite';
import { benchBlocks } from './benchBlocks.mjs';
import { measureCharts, measureInteractions, NOTHING, openFresh } from './benchPage.mjs';
import { CHROMIUM_ARGS, findBrowser } from './browser.mjs';
import { build } from './build.mjs';
import { inspect, unpackedBytes } from './checkBuild.mjs';
import { ensureInstalled, root } from './install.mjs';

const PARTS = ['R', 'sizes', 'blocks', 'lanes', 'kernels', 'webgl', 'memory', 'charts', 'start'];
const { values: flags } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, only: { type: 'string' } },
});
const only = flags.only?.split(',') ?? PARTS;
const unknown = only.filter((part) => !PARTS.includes(part));
if (unknown.length > 0) {
  console.error(`No part '${unknown.join("', '")}'; there are ${PARTS.join(', ')}.`);
  process.exit(2);
}
const ROUNDS = flags.quick ? 3 : 9;
const TURN_MS = flags.quick ? 100 : 200;
/** The loss of the pass after so many updates is compared; how far two may be apart, relatively. */
const COMPARED_AFTER = 20;
const AGREEMENT = 1e-3;
const R = { depth: 24, width: 64 };
/** What is known of TensorFlow Playground's published page: characters of its scripts and styles, minified. */
const PLAYGROUND = [
  { file: 'lib.js', bytes: 215_518 },
  { file: 'bundle.js', bytes: 42_111 },
  { file: 'bundle.css', bytes: 152_803 },
];
const NAMES = ['Backblast, measured', 'Backblast, not measuring', 'TensorFlow.js', 'tf.layers'];

ensureInstalled();
process.chdir(root);
const browser = await chromium.launch({
  executablePath: await findBrowser(console.error),
  args: CHROMIUM_ARGS,
});
const wasmFile = await readFile(
  'node_modules/@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm',
);
const wasm = `data:application/wasm;base64,${wasmFile.toString('base64')}`;

const bundles = new Map();
const pages = new Map();
/** A page of its own for each form and backend: nobody's kernels are replaced by somebody else's. */
async function pageOf(form, backend) {
  const key = `${form} ${backend}`;
  if (!pages.has(key)) {
    const page = await browser.newPage();
    page.on('pageerror', (error) => console.error(`${key}: ${error.message}`));
    await page.addScriptTag({ content: await bundleOf(form) });
    await page.evaluate((given) => window.bench.prepare(given), { backend, wasm });
    pages.set(key, page);
  }
  return pages.get(key);
}

async function bundleOf(form) {
  if (!bundles.has(form)) {
    const built = await bundle({
      configFile: false,
      root,
      logLevel: 'error',
      publicDir: false,
      build: {
        write: false,
        target: 'es2022',
        rolldownOptions: { input: path.join(root, `tests/bench/${form}Page.ts`), output: { format: 'iife' } },
      },
    });
    bundles.set(form, built.output.find(({ type }) => type === 'chunk').code);
  }
  return bundles.get(form);
}

const call = (page, what, given) =>
  page.evaluate(([name, argument]) => window.bench[name](argument), [what, given]);

const median = (numbers) => {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
};

/** A contender made fresh, held to the others' loss, and warm. */
async function enter({ form, kind, backend, lanes = 1, task }) {
  const page = await pageOf(form, backend);
  const key = `${kind} ${backend} ${Object.values(task).join(' ')} ${lanes}`;
  await call(page, 'create', { key, kind, lanes, task });
  const { loss: first } = await call(page, 'train', { key, steps: 1 });
  const { loss: last } = await call(page, 'train', { key, steps: COMPARED_AFTER });
  return { form, kind, backend, lanes, task, page, key, first, last };
}

/** Everyone in turn, in an order that moves on by one each round; a turn is as many steps as fit TURN_MS. */
async function race(list, rounds = ROUNDS, lastWithin = AGREEMENT) {
  const contenders = [];
  for (const one of list) contenders.push(await enter(one));
  mustAgree(contenders, lastWithin);
  for (const one of contenders) {
    const { milliseconds } = await call(one.page, 'train', { key: one.key, steps: 2 });
    one.steps = Math.max(2, Math.min(200, Math.round((2 * TURN_MS) / milliseconds)));
    one.turns = [];
  }
  for (let round = 0; round < rounds; round++) {
    for (let place = 0; place < contenders.length; place++) {
      const one = contenders[(place + round) % contenders.length];
      const turn = await call(one.page, 'train', { key: one.key, steps: one.steps });
      one.turns[round] = {
        milliseconds: turn.milliseconds / one.steps,
        programs: turn.programs / one.steps,
        bytesRead: turn.bytesRead / one.steps,
      };
    }
  }
  for (const one of contenders) await call(one.page, 'dispose', one.key);
  return contenders;
}

/** Equal starts to AGREEMENT; the last losses to `lastWithin`, since very deep networks amplify rounding. */
function mustAgree(contenders, lastWithin) {
  const [reference] = contenders;
  if (!(Math.abs(reference.last / reference.first - 1) > 0.05))
    throw new Error(`Nothing was learnt: the loss went from ${reference.first} to ${reference.last}.`);
  for (const { key, first, last } of contenders) {
    const sameStart = Math.abs(first / reference.first - 1) <= AGREEMENT;
    if (!sameStart || !(Math.abs(last / reference.last - 1) <= lastWithin))
      throw new Error(
        `${key} computes something else: its loss goes from ${first} to ${last}, ours from ${reference.first} to ${reference.last}.`,
      );
  }
}

/** How many times as many steps a second `a` makes as `b`: the median over rounds of the ratio within a round. */
const speed = (a, b) =>
  median(a.turns.map(({ milliseconds }, round) => b.turns[round].milliseconds / milliseconds));
const ratio = (number) => (number >= 10 ? number.toFixed(0) : number.toFixed(2));
const table = (head, rows) =>
  [head, head.map((_, column) => (column === 0 ? '---' : '---:')), ...rows]
    .map((row) => `| ${row.join(' | ')} |`)
    .join('\n');

const sections = [];
const goals = [];
function section(title, text) {
  sections.push(`## ${title}\n${text}`);
  console.log(`\n## ${title}\n${text}`);
}

const ours = (kind, backend, task, lanes) => ({ form: 'ours', kind, backend, task, lanes });
const plain = (kind, backend, task) => ({ form: 'plain', kind, backend, task });
const loops = (kind, task) => ({ form: 'loops', kind, backend: 'none', task });

if (only.includes('R')) {
  const backends = ['wasm', 'webgl', 'cpu'];
  const all = await race([
    ...backends.flatMap((backend) => [
      ours('on', backend, R),
      ours('off', backend, R),
      plain('core', backend, R),
      plain('layers', backend, R),
    ]),
    loops('objects', R),
    loops('arrays', R),
  ]);
  const find = (kind, backend = 'none') => all.find((one) => one.kind === kind && one.backend === backend);
  const rows = backends.map((backend) => {
    const on = find('on', backend);
    const off = find('off', backend);
    const against = [find('core', backend), find('layers', backend), find('objects'), find('arrays')];
    return [
      { wasm: 'WASM', webgl: 'WebGL (software)', cpu: 'plain JS' }[backend],
      ratio(speed(on, off)),
      ...against.map((other) => ratio(speed(on, other))),
    ];
  });
  const [wasmRow, webglRow] = rows;
  goals.push(
    ['R, measured ÷ plain, WASM', '≥ 2', wasmRow[2]],
    ['R, measured ÷ plain, WebGL (software)', '≥ 0.9', webglRow[2]],
  );
  for (const row of rows) goals.push([`R, on ÷ off, ${row[0]}`, '≥ 0.9', row[1]]);
  section(
    'Reference work R',
    `2 → 24 × Dense 64 tanh → 1, batch 64, SGD, squared error. Steps a second of Backblast with everything measured, as multiples of the others: above 1 it is faster.\n\n${table(
      [
        'measured, on',
        '÷ itself, not measuring',
        '÷ TensorFlow.js',
        '÷ tf.layers',
        '÷ scalar objects',
        '÷ typed arrays',
      ],
      rows,
    )}\n\n${all.length} contenders in turn, ${ROUNDS} rounds; losses after ${COMPARED_AFTER + 1} steps agree to ${spreadOf(all)} (limit ${AGREEMENT}).`,
  );
}

if (only.includes('sizes')) {
  const sizes = [
    { depth: 8, width: 64 },
    { depth: 24, width: 16 },
    { depth: 24, width: 64 },
    { depth: 24, width: 256 },
    { depth: 128, width: 64 },
  ];
  const rows = [];
  for (const size of sizes) {
    const all = await race(
      [
        ours('on', 'wasm', size),
        ours('off', 'wasm', size),
        plain('core', 'wasm', size),
        plain('layers', 'wasm', size),
        loops('objects', size),
        loops('arrays', size),
        ours('on', 'webgl', size),
        ours('off', 'webgl', size),
        plain('core', 'webgl', size),
        plain('layers', 'webgl', size),
      ],
      flags.quick ? 1 : 5,
      size.depth > 64 ? 0.05 : AGREEMENT,
    );
    const [on, off, core, layers, objects, arrays, glOn, glOff, glCore, glLayers] = all;
    rows.push([
      `${size.depth} × ${size.width}`,
      ratio(speed(on, off)),
      ratio(speed(on, core)),
      ratio(speed(on, layers)),
      ratio(speed(on, objects)),
      ratio(speed(on, arrays)),
      ratio(speed(glOn, glOff)),
      ratio(speed(glOn, glCore)),
      ratio(speed(glOn, glLayers)),
      ratio(speed(on, glOn)),
    ]);
  }
  section(
    'Depth and width',
    `The same work, other sizes. Measured, as multiples.\n\n${table(
      [
        'depth × width',
        'WASM on ÷ off',
        'WASM ÷ TensorFlow.js',
        'WASM ÷ tf.layers',
        'WASM ÷ scalar objects',
        'WASM ÷ typed arrays',
        'WebGL on ÷ off',
        'WebGL ÷ TensorFlow.js',
        'WebGL ÷ tf.layers',
        'WASM ÷ software WebGL',
      ],
      rows,
    )}`,
  );
}

if (only.includes('blocks')) {
  const rounds = flags.quick ? 1 : 5;
  const { text, smallest } = await benchBlocks({
    ours,
    plain,
    race,
    enter,
    call,
    speed,
    ratio,
    median,
    table,
    rounds,
  });
  for (const [backend, least] of Object.entries(smallest))
    goals.push([
      `blocks, the slowest, measured ÷ tf.layers, ${backend === 'wasm' ? 'WASM' : 'WebGL (software)'}`,
      '≥ 1',
      ratio(least),
    ]);
  section('Blocks', text);
}

if (only.includes('lanes')) {
  const counts = [1, 2, 4];
  const all = await race(
    ['wasm', 'webgl'].flatMap((backend) => counts.map((lanes) => ours('on', backend, R, lanes))),
  );
  const rows = ['wasm', 'webgl'].map((backend) => {
    const [one, ...more] = all.filter((each) => each.backend === backend);
    return [
      backend === 'wasm' ? 'WASM' : 'WebGL (software)',
      ...[one, ...more].map((each) => ratio(1 / speed(each, one))),
    ];
  });
  section(
    'Lanes',
    `Time of a step of all lanes in lockstep, as multiples of one lane's (R, measured).\n\n${table(['on', '1 lane', '2 lanes', '4 lanes'], rows)}`,
  );
}

if (only.includes('webgl')) {
  const all = await race(
    [ours('on', 'webgl', R), ours('off', 'webgl', R), plain('core', 'webgl', R), plain('layers', 'webgl', R)],
    3,
  );
  section(
    'Programs and bytes on WebGL',
    `Of one step of R: draw calls (a program is one), and bytes copied back from the GPU, both counted in the browser's own calls. Steps are read ten or so at a time; tf.layers reads each.\n\n${table(
      ['', 'programs a step', 'bytes read a step'],
      all.map((one, index) => [
        NAMES[index],
        median(one.turns.map(({ programs }) => programs)).toFixed(0),
        median(one.turns.map(({ bytesRead }) => bytesRead)).toFixed(0),
      ]),
    )}`,
  );
}

if (only.includes('kernels')) {
  const countOf = async ({ form, kind, backend, task }) =>
    call(await pageOf(form, backend), 'counts', { kind, task });
  const contenders = [
    ours('on', 'wasm', R),
    ours('off', 'wasm', R),
    plain('core', 'wasm', R),
    plain('layers', 'wasm', R),
  ];
  const counts = [];
  for (const one of contenders) counts.push(await countOf(one));
  section(
    'Kernels on WASM',
    `Of one step of R: operations on tensors, each a kernel of TensorFlow.js, or a loop or kernel of our own (an update is one), and calls of the recorder, each a look at one or two tensors where they lie.\n\n${table(
      ['', 'operations a step', 'looks a step'],
      counts.map(({ operations, looks }, index) => [NAMES[index], String(operations), String(looks)]),
    )}`,
  );
}

if (only.includes('memory')) {
  const page = await pageOf('ours', 'wasm');
  const session = await page.context().newCDPSession(page);
  const rows = [];
  let made = 0;
  for (const steps of flags.quick ? [1e3, 1e4] : [1e3, 1e4, 1e5]) {
    const tensors = await page.evaluate((more) => window.lasting(more), steps - made);
    made = steps;
    await session.send('HeapProfiler.collectGarbage');
    const { usedSize } = await session.send('Runtime.getHeapUsage');
    rows.push([steps.toLocaleString('en'), String(tensors), `${(usedSize / 1e6).toFixed(1)} MB`]);
  }
  section(
    'Memory of a long run',
    `One lane, 2 → 2 × Dense 8 tanh → 1, on WASM, measured and read every 20 steps: what lives after so many steps. The history is the page's and has its own budget.\n\n${table(
      ['steps', 'tensors', 'JavaScript heap'],
      rows,
    )}`,
  );
}

if (only.includes('charts')) {
  const page = await browser.newPage();
  await page.addScriptTag({ content: await bundleOf('charts') });
  const times = await measureCharts(page);
  await page.close();
  section(
    'Drawing',
    `Milliseconds of one draw under the 4× throttle, on the processor (no graphics card draws here): of each chart's cases in the gallery the slowest, the median of nine draws. Each is drawn from nothing: the map fills its pixels anew, which the lab does only when size, theme or metric change.\n\n${table(
      ['chart', 'slowest case', 'ms'],
      times.map(({ chart, slowest: name, milliseconds }) => [chart, name, milliseconds.toFixed(1)]),
    )}`,
  );
}

for (const page of pages.values()) await page.close();

if (only.includes('start')) {
  const outDir = await mkdtemp(path.join(tmpdir(), 'backblast-bench-'));
  let server = null;
  try {
    await build(outDir);
    server = await preview({
      root,
      logLevel: 'error',
      build: { outDir },
      preview: { host: '127.0.0.1', port: 0 },
    });
    const address = server.resolvedUrls.local[0];
    const rounds = flags.quick ? 2 : 7;
    const opened = { wasm: [], webgl: [], throttled: [], embed: [] };
    for (let round = 0; round < rounds; round++) {
      for (const backend of ['wasm', 'webgl'])
        opened[backend].push(await openFresh(browser, `${address}?backend=${backend}`, 1));
      opened.throttled.push(await openFresh(browser, address, 4));
      opened.embed.push(await openFresh(browser, `${address}embed.html?preset=clip`, 4, '#play'));
    }
    const of = (list, name) => median(list.map((one) => one[name]));
    const firstStep = of(opened.webgl, 'firstStep') / of(opened.wasm, 'firstStep');
    const preview0 = of(opened.webgl, 'firstPass') / of(opened.wasm, 'firstPass');
    const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;
    const column = of(opened.throttled, 'column') - of(opened.throttled, 'load');
    const paint = of(opened.throttled, 'paint');
    goals.push(
      ['first coloured column after load, 4× throttled', '≤ 2 s', seconds(Math.max(0, column))],
      ['largest contentful paint, 4× throttled', '≤ 1.5 s', seconds(paint)],
    );
    const waits = [];
    for (let round = 0; round < (flags.quick ? 1 : 3); round++)
      waits.push(await measureInteractions(browser, address));
    const actions = Object.keys(waits[0]);
    const waitOf = (action, of = 'wait') => median(waits.map((one) => one[action][of]));
    goals.push([
      'longest wait of an action, 4× throttled',
      '≤ 100 ms',
      `${Math.max(...actions.filter((action) => action !== NOTHING).map((action) => waitOf(action)))} ms`,
    ]);
    section(
      'Acting while two lanes train',
      `From the input to the next picture (Event Timing, in steps of 8 ms; 16 ms: or less), at 20 steps a second on WASM, 4× throttled; the longest of each action, medians of ${waits.length} pages. “Work”: of it the longest that the page’s scripts took to answer one input. The rest is the browser’s: frames are drawn without a graphics card, on the cores that train; a click on nothing says how long it takes by itself.\n\n${table(
        ['', 'ms', 'work, ms'],
        actions.map((action) => [action, waitOf(action).toFixed(0), waitOf(action, 'work').toFixed(0)]),
      )}`,
    );
    section(
      'Bytes',
      `Gzip, fonts as they are; the limits are those of the build's checks.\n\n${table(
        ['', 'kB', 'limit'],
        inspect(outDir).rows.map(({ what, kb, limit }) => [what, kb.toFixed(1), String(limit)]),
      )}`,
    );
    const unpacked = (page) => `${(unpackedBytes(outDir, page) / 1000).toFixed(0)}`;
    section(
      'Beside TensorFlow Playground',
      `Page, scripts and styles of the first load, unpacked, without fonts and data. The Playground's published page could not be fetched where this ran; of it these files are known (scripts and styles, no page): ${PLAYGROUND.map(({ file, bytes }) => `${file} ${(bytes / 1000).toFixed(0)} kB`).join(', ')}. The lab's engine comes after its first load, in a worker (*Bytes*); the Playground's is among its scripts.\n\n${table(
        ['', 'kB'],
        [
          ['the lab', unpacked('index.html')],
          ['an embed', unpacked('embed.html')],
          ['the Playground', (PLAYGROUND.reduce((sum, { bytes }) => sum + bytes, 0) / 1000).toFixed(0)],
        ],
      )}`,
    );
    section(
      'Opening the page',
      `The production build with its opening experiment; medians of ${rounds} fresh profiles in turn.\n\n${table(
        ['', 'is'],
        [
          ["worker's start to step 0 measured, software WebGL ÷ WASM", ratio(preview0)],
          ["worker's start to the first steps made, software WebGL ÷ WASM", ratio(firstStep)],
          ['load to first coloured column, 4× throttled', seconds(column)],
          ['open to first coloured column, 4× throttled', seconds(of(opened.throttled, 'column'))],
          ['open to its controls answering, 4× throttled', seconds(of(opened.throttled, 'interactive'))],
          ['largest contentful paint, 4× throttled', seconds(paint)],
          [
            'bytes loaded, gzip, without what its worker loads',
            `${(of(opened.throttled, 'bytes') / 1000).toFixed(0)} kB`,
          ],
          ['embed: open to its poster answering, 4× throttled', seconds(of(opened.embed, 'interactive'))],
          ['embed: largest contentful paint, 4× throttled', seconds(of(opened.embed, 'paint'))],
          ['embed: touch to first coloured column, 4× throttled', seconds(of(opened.embed, 'sinceTouch'))],
        ],
      )}\n\nThe throttle is Chromium's own, set for the page; its worker may run unthrottled. The machine is shared: read the seconds as upper bounds.`,
    );
  } finally {
    await server?.close();
    await rm(outDir, { recursive: true, force: true });
  }
}

await browser.close();

if (goals.length > 0) section('Against the goals', table(['', 'goal', 'is'], goals));

const machine = `${cpus().length} cores, software WebGL, headless Chromium`;
if (!flags.quick && flags.only === undefined) {
  const head = `# How fast it is

\`npm run bench\` wrote this: ${machine}. Contenders take turns within one run, and a number is the median over rounds of the ratio within a round, since the machine is shared; milliseconds are not quoted. All start from the same weights, train on the same batch and must agree in their losses, or the bench fails. TensorFlow.js is the published package in a page of its own, its kernels untouched; it computes the loss and measures nothing. No GPU has been measured: software WebGL says how much work is issued, and little of what a graphics card would make of it.

\`--quick\` takes fewer and shorter turns, \`--only ${PARTS.join(',')}\` some of the parts; either prints and leaves this file alone.
`;
  await writeFile('docs/bench.md', `${head}\n${sections.join('\n\n')}\n`);
  console.log('\ndocs/bench.md written');
} else console.log(`\n${machine}; docs/bench.md left alone`);

function spreadOf(all) {
  const losses = all.map(({ last }) => last);
  return (Math.max(...losses) / Math.min(...losses) - 1).toExponential(0);
}
