/** What an experiment of two lanes shows, seed by seed: the facts by which the opening experiment was chosen. */
import type { Data } from '../data/types';
import type { Engine } from '../engine/types';
import { firstNonFinite, isDead } from '../history/firstNonFinite';
import { laneGrowth } from '../history/growth';
import { createRecord } from '../history/record';
import { regimeAt } from '../history/regime';
import { lossOf, rowOf } from '../history/chunk';
import type { Experiment, LaneSpec } from '../spec/types';

export interface LaneFacts {
  /** ‖∂L/∂h₁‖ / ‖∂L/∂h_H‖ at step 0. */
  readonly whole: number;
  readonly growth: number;
  /** The step at which the lane stopped; null if it lived. */
  readonly died: number | null;
  readonly where: string;
  /** Held-out loss and accuracy at the looked-at steps; NaN where the lane was dead. */
  readonly heldOut: readonly { readonly step: number; readonly loss: number; readonly accuracy: number }[];
  /** What the verdict says at the looked-at steps. */
  readonly verdicts: readonly string[];
}

/** Trains one lane to the last of `looks`, or to its death. */
async function laneFacts(
  engine: Engine,
  lane: LaneSpec,
  data: Data,
  seed: number,
  looks: readonly number[],
): Promise<LaneFacts> {
  const trainer = engine.createTrainer(lane, data, seed);
  const { layers } = trainer;
  let whole = Number.NaN;
  let growth = Number.NaN;
  let died: number | null = null;
  let where = '';
  const heldOut: { step: number; loss: number; accuracy: number }[] = [];
  const verdicts: string[] = [];
  const record = createRecord(layers);
  for (const look of looks) {
    while (trainer.nextStep < look && died === null) {
      const until = Math.min(look, trainer.nextStep + 10);
      while (trainer.nextStep < until) trainer.step();
      const chunk = await trainer.read();
      if (!chunk) break;
      record.append(chunk);
      for (let index = 0; index < chunk.count && died === null; index++) {
        const row = rowOf(chunk, layers, index);
        const step = chunk.firstStep + index;
        if (step === 0) {
          const measured = laneGrowth(row);
          whole = measured?.whole.value ?? Number.NaN;
          growth = measured?.perLayer.value ?? Number.NaN;
        }
        if (!isDead(row, lossOf(chunk, index))) continue;
        died = step;
        const first = firstNonFinite(row, lossOf(chunk, index), step);
        where = first ? `${first.pass}, ${layers[first.layer]?.name ?? 'loss'}` : '';
      }
    }
    const seen = died === null ? (await trainer.snapshot(-1)).heldOut : null;
    verdicts.push(regimeAt(record, look - 1)?.name ?? '');
    heldOut.push({ step: look, loss: seen?.loss ?? Number.NaN, accuracy: seen?.accuracy ?? Number.NaN });
  }
  trainer.dispose();
  return { whole, growth, died, where, heldOut, verdicts };
}

export interface OpeningRow {
  readonly seed: number;
  readonly a: LaneFacts;
  readonly b: LaneFacts;
}

/** Steps on screen some 3, 10 and 30 seconds after the start (src/state/opening.ts paces them), and the end. */
export const LOOKS = [6, 40, 200] as const;

/** `dataOf`: the data of a seed. */
export async function measureOpening(
  engine: Engine,
  experiment: Experiment,
  dataOf: (seed: number) => Data,
  seed: number,
): Promise<OpeningRow> {
  const [a, b] = experiment.lanes;
  if (!a || !b) throw new Error('The opening has two lanes.');
  const data = dataOf(seed);
  return {
    seed,
    a: await laneFacts(engine, a, data, seed, LOOKS),
    b: await laneFacts(engine, b, data, seed, LOOKS),
  };
}

/** A explodes at step 0 and dies, B lives and learns: it reads most of the rows that it was not trained on. */
export const tellsItsPoint = ({ a, b }: OpeningRow): boolean =>
  a.whole > 30 && a.died !== null && b.died === null && (b.heldOut.at(-1)?.accuracy ?? 0) > 0.6;

const number = (value: number, digits = 3) =>
  Number.isFinite(value) ? Number(value.toPrecision(digits)).toString() : '–';

/** The table that is printed and kept in docs. */
export function openingTable(title: string, rows: readonly OpeningRow[]): string {
  const lines = rows.map(({ seed, a, b }) =>
    [
      seed,
      number(a.growth, 4),
      number(a.whole),
      a.died ?? 'lives',
      a.where,
      number(b.whole),
      b.died ?? 'lives',
      ...b.heldOut.map((look) => `${number(100 * look.accuracy)} %`),
      number(b.heldOut.at(-1)?.loss ?? Number.NaN),
      b.verdicts.join(', '),
    ].join(' | '),
  );
  const good = rows.filter(tellsItsPoint).length;
  return [
    `### ${title}: ${good} of ${rows.length} seeds`,
    '',
    `seed | A growth | A whole | A dies at | where | B whole | B dies at | ${LOOKS.map((step) => `B right at ${step}`).join(' | ')} | B loss | B’s verdicts`,
    `--- | --- | --- | --- | --- | --- | --- | ${LOOKS.map(() => '---').join(' | ')} | --- | ---`,
    ...lines,
    '',
  ].join('\n');
}
