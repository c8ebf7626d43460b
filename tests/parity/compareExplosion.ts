/** A network that blows up in float32: what was not finite first, and when, against the reference; and the same run clipped. */
import type { Engine } from '../../src/engine/types';
import { firstNonFinite } from '../../src/history/firstNonFinite';
import { STEP_QUANTITIES } from '../../src/catalogue/types';
import { lossOf, rowOf } from '../../src/history/chunk';
import { type ExplosionFile, num, toLane } from './oracleFile';

/** Words of the reference for what the lab calls otherwise. */
const TENSORS: Record<string, string> = {
  preactivation: 'preActivation',
  output: 'output',
  loss: 'loss',
  outputGradient: 'gradientOutput',
};

export interface ExplosionFinding {
  readonly backend: string;
  readonly first: {
    readonly step: number;
    readonly pass: string;
    readonly layer: string | null;
    readonly tensor: string;
  } | null;
  readonly expected: {
    readonly step: number;
    readonly pass: string;
    readonly layer: string | null;
    readonly tensor: string;
  };
  /** Largest relative error of the global norm over the steps before, and of how many. */
  readonly normError: number;
  readonly normsCompared: number;
  /** Whether the clipped run stayed finite to the end. */
  readonly clippedIsFinite: boolean;
}

async function run(
  engine: Engine,
  file: ExplosionFile,
  clipping: { kind: string; threshold: number } | null,
  steps: number,
) {
  const { lane, data, initialParameters } = toLane(file);
  const spec = clipping ? { ...lane, clipping } : lane;
  const trainer = engine.createTrainer(spec, data, 1, { initialParameters, fullBatch: true });
  for (let step = 0; step < steps; step++) trainer.step();
  const chunk = await trainer.read();
  trainer.dispose();
  if (!chunk) throw new Error('Nothing was recorded.');
  return { chunk, layers: trainer.layers };
}

export async function compareExplosion(engine: Engine, file: ExplosionFile): Promise<ExplosionFinding> {
  const expected = file.float32.first;
  const { chunk, layers } = await run(engine, file, null, expected.step + 3);
  let first = null;
  for (let step = 0; step < chunk.count && !first; step++)
    first = firstNonFinite(rowOf(chunk, layers, step), lossOf(chunk, step), step);
  let normError = 0;
  let normsCompared = 0;
  file.float32.globalGradientNorm
    .slice(0, Math.min(expected.step, file.comparableSteps))
    .forEach((norm, step) => {
      const actual =
        chunk.perStep[step * STEP_QUANTITIES.length + STEP_QUANTITIES.indexOf('globalNorm')] ?? Number.NaN;
      const error = Math.abs(actual - num(norm)) / num(norm);
      normError = Math.max(normError, Number.isNaN(error) ? Number.POSITIVE_INFINITY : error);
      normsCompared++;
    });
  const clipped = await run(engine, file, { kind: 'globalNorm', threshold: 1 }, expected.step + 3);
  let clippedIsFinite = true;
  for (let step = 0; step < clipped.chunk.count; step++) {
    if (firstNonFinite(rowOf(clipped.chunk, clipped.layers, step), lossOf(clipped.chunk, step), step))
      clippedIsFinite = false;
  }
  return {
    backend: engine.info.name,
    first: first && {
      step: first.step,
      pass: first.pass,
      layer: first.layer < 0 ? null : (layers[first.layer]?.name ?? null),
      tensor: first.tensor,
    },
    expected: {
      step: expected.step,
      pass: expected.pass,
      layer: expected.layer,
      tensor: TENSORS[expected.tensor] ?? expected.tensor,
    },
    normError,
    normsCompared,
    clippedIsFinite,
  };
}
