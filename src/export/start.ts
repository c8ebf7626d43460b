/** What a script of a lane is written from. */
import type { Layer, LayerParameter } from '../catalogue/layers';
import { CLASS, type Quantity, type TensorName } from '../catalogue/types';
import { rowOf } from '../history/chunk';
import type { Chunk } from '../history/types';
import { settingsAt } from '../spec/edits';
import type { Experiment, LaneSpec } from '../spec/types';
import { ascii, commentWords } from './spelled';

/** What step 0 starts from, and what the lab measured there. */
export interface ScriptStart {
  readonly parameters: Float32Array;
  readonly x: Float32Array;
  readonly targets: Float32Array;
  readonly batch: number;
  /** Uniform numbers of the layers that draw (dropout), by layer index. */
  readonly uniforms: ReadonlyMap<number, Float32Array>;
  readonly measured: Chunk;
}

export interface ScriptRequest {
  readonly experiment: Experiment;
  readonly laneId: string;
  readonly letter: string;
  readonly version: string;
  /** Which engine measured, in words. */
  readonly backend: string;
}

/** The lane as it stood at step 0, and as it stands. */
export function laneOf({ experiment, laneId }: ScriptRequest): {
  readonly lane: LaneSpec;
  readonly settings: LaneSpec;
} {
  const lane = experiment.lanes.find(({ id }) => id === laneId);
  if (!lane) throw new Error(`There is no lane “${laneId}”.`);
  return { lane, settings: settingsAt(lane, 0) };
}

/** The comment that says what the script is of. */
export function headLines({ experiment, letter, version, backend }: ScriptRequest, lane: LaneSpec): string {
  const name = lane.name === '' ? '' : ` (${commentWords(lane.name)})`;
  return `# ${commentWords(experiment.title)}
# Lane ${letter}${name}, seed ${experiment.seed}, exported by Backblast ${version}, which measured it on ${commentWords(backend)}.`;
}

export const specLines = ({ experiment }: ScriptRequest): string =>
  `# The experiment as Backblast's links hold it.\nSPEC = json.loads(${ascii(JSON.stringify(JSON.stringify(experiment)))})`;

export const editLines = ({ edits }: LaneSpec): readonly string[] =>
  edits.map(
    ({ step, path, value }) =>
      `# In the lab ${commentWords(path)} became ${commentWords(JSON.stringify(value))} at step ${step}.`,
  );

/** A row's ‖∂L/∂h‖ or a parameter's gradient norm at step 0; null where it was not measured. */
export function measuredAt(layers: readonly Layer[], measured: Chunk) {
  const row = rowOf(measured, layers, 0);
  const read = (index: number, name: Quantity & TensorName): number | null =>
    row.classOf(index, name) === CLASS.notMeasured ? null : row.quantity(index, name);
  return {
    loss: measured.perStep[0] ?? Number.NaN,
    output: (index: number) => read(index, 'gradientOutput'),
    parameter: (index: number, { role }: LayerParameter) =>
      read(index, role === 'weights' ? 'gradientWeights' : 'gradientBias'),
  };
}

/** By the name of the dropout layer, 1 for each number that it keeps at step 0. */
export const keptAtStart = (layers: readonly Layer[], { uniforms }: ScriptStart) =>
  [...uniforms].map(([index, drawn]) => {
    const layer = layers[index] as Layer; // an index of theirs
    const rate = Math.fround(Number(layer.values['rate']));
    return { layer, mask: Uint8Array.from(drawn, (uniform) => (uniform < rate ? 0 : 1)) };
  });
