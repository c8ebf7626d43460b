/** A network that blows up in float32: what was not finite first, and when, against the reference; and the same run clipped. */
import type { Layer } from '../../catalogue/types';
import type { Engine } from '../../engine/types';
import { lossOf, rowOf } from '../../history/chunk';
import { nonFinite } from '../../history/firstNonFinite';
import type { Chunk } from '../../history/types';
import type { FileOf } from './formats';
import { type Finding, Findings, NEARLY_ZERO } from './findings';
import { checkParameters, limitsOf, readerOf } from './networks';
import { BrokenFile, num } from './numbers';
import { toldAs } from './recurrentBlocks';
import { toLane } from './toLane';

type ExplosionFile = FileOf<'explosion'>;
type First = ExplosionFile['float32']['first'];

/** Words of the reference for what the lab calls otherwise. */
const TENSORS: Readonly<Record<string, string>> = {
  preactivation: 'preActivation',
  'gradient of the output': 'gradientOutput',
};
/** It moved by one step under noise of 1e-6 (the reference's README). */
const UNSTEADY = 'tanh RNN, spectral radius 1.5';
/** Past these float32 and float64 agree no more. */
const COMPARABLE = 1e-3;

async function run(engine: Engine, file: ExplosionFile, clipping: ExplosionFile['clipping'], steps: number) {
  const { lane, data, initialParameters } = toLane({ ...file, clipping });
  const trainer = engine.createTrainer(lane, data, 1, { initialParameters, fullBatch: true });
  try {
    checkParameters(trainer.layers, initialParameters);
    for (let step = 0; step < steps; step++) trainer.step();
    const chunk = await trainer.read();
    if (!chunk) throw new Error('Nothing was recorded.');
    return { first: firstIn(chunk, trainer.layers), ...readerOf(chunk, trainer.layers) };
  } finally {
    trainer.dispose();
  }
}

/** The first that the reference tells of, in its words for passes and layers, and the lab's for tensors. */
function firstIn(chunk: Chunk, layers: readonly Layer[]): First | null {
  for (let step = 0; step < chunk.count; step++) {
    for (const { pass, layer, tensor } of nonFinite(rowOf(chunk, layers, step), lossOf(chunk, step), step)) {
      const row = layers[layer];
      const name = row ? toldAs(row, tensor) : null;
      if (name !== null || tensor === 'loss') return { step, pass, layer: name, tensor };
    }
  }
  return null;
}

const words = ({ pass, layer, tensor }: First) =>
  [pass, layer, TENSORS[tensor] ?? tensor].filter(Boolean).join(', ');

export async function compareExplosion(engine: Engine, file: ExplosionFile): Promise<Finding[]> {
  const findings = new Findings();
  const expected = file.float32.first;
  const { least, times } = limitsOf(engine);
  const isMoved = file.title?.startsWith(UNSTEADY) === true;
  const slack = isMoved || (engine.info.name === 'webgl' && file.comparableSteps < expected.step) ? 1 : 0;

  const free = await run(engine, file, file.clipping, expected.step + 3);
  checkFirst(findings, 'first', free.first, expected, slack);
  const before = Math.min(expected.step, file.comparableSteps);
  file.float64.globalGradientNorm.slice(0, before).forEach((norm, step) =>
    findings.check('globalGradientNorm', free.ofStep(step, 'globalNorm'), norm, {
      limit: Math.max(least, times * num(file.float32Difference.globalGradientNorm[step])),
      step,
      zero: NEARLY_ZERO,
    }),
  );

  const { clipped } = file;
  const tamed = await run(engine, file, clipped.clipping, clipped.steps);
  if (!clipped.staysFinite) {
    if (!clipped.first) throw new BrokenFile('The clipped run does not stay finite, and has no first.');
    checkFirst(findings, 'clipped.first', tamed.first, clipped.first, slack);
    return findings.list();
  }
  findings.check('clipped.staysFinite', tamed.first ? 1 : 0, 0, {
    limit: 0,
    scale: 1,
    step: tamed.first?.step ?? clipped.steps - 1,
    where: tamed.first ? `${words(tamed.first)} is not finite` : 'finite',
  });
  let difference = 0;
  for (const [step, loss] of (clipped.lossFloat64 ?? []).entries()) {
    difference = Math.max(difference, num(clipped.float32Difference?.loss[step]));
    if (!(difference <= COMPARABLE)) break;
    const limit = Math.max(least, times * difference);
    findings.check('clipped.loss', tamed.ofStep(step, 'loss'), loss, { limit, step, zero: NEARLY_ZERO });
  }
  return findings.list();
}

/** NaN and Infinity are alike here: which comes first inside a product depends on the order of its sums. */
function checkFirst(
  findings: Findings,
  name: string,
  first: First | null,
  expected: First,
  slack: number,
): void {
  const found = first ? words(first) : 'nothing';
  const step = first?.step ?? expected.step;
  findings.check(`${name}.tensor`, found === words(expected) ? 0 : 1, 0, {
    limit: 0,
    scale: 1,
    step,
    where: `${found} for ${words(expected)}`,
  });
  findings.check(`${name}.step`, first?.step, expected.step, { limit: slack, scale: 1, step });
}
