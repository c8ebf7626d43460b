/** Up to which step a network can be compared step by step on an engine: chaos and kinks amplify any rounding. */
import { stream } from '../../random/stream';

/** As the reference's own robustness runs. */
const CHANGE = 1e-6;
const RUNS = 4;
/** A change of a step's loss or gradient norm that no rounding makes by itself. */
const LARGE = 0.01;

export interface StepNorms {
  readonly loss: readonly number[];
  readonly globalNorm: readonly number[];
}

/**
 * The first step at which one of a few runs, whose first weights differ by one part in a million, is another run: more
 * than a hundredth away in loss or gradient norm. Which side of a kink a pre-activation falls on there is a matter of
 * rounding, and so a question that has no right answer. `steps` where there is none.
 */
export async function steadySteps(
  steps: number,
  initial: ReadonlyMap<string, Float32Array>,
  train: (initial: ReadonlyMap<string, Float32Array>) => Promise<StepNorms>,
): Promise<number> {
  const plain = await train(initial);
  let steady = steps;
  for (let run = 0; run < RUNS; run++) {
    const draws = stream(run, 'parity', 'jitter');
    const jittered = [...initial].map(([name, values]) => {
      const uniforms = draws.uniforms(values.length);
      const changed = values.map((value, index) => value * (1 + CHANGE * (2 * (uniforms[index] ?? 0) - 1)));
      return [name, changed] as const;
    });
    const other = await train(new Map(jittered));
    const parts = Array.from({ length: steady }, (_, step) => step).find((step) =>
      (['loss', 'globalNorm'] as const).some((quantity) => {
        const [a = Number.NaN, b = Number.NaN] = [plain[quantity][step], other[quantity][step]];
        return Math.abs(a - b) > LARGE * Math.abs(a);
      }),
    );
    steady = parts ?? steady;
  }
  return steady;
}
