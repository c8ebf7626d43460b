/** A network of a reference file as a lane, its data (one batch: all rows) and its first weights. */
import { CLIPPINGS, LOSSES, optimizer as optimizerOf, OPTIMIZERS, SCHEDULES } from '../../catalogue/registry';
import type { Choice, Values } from '../../catalogue/types';
import type { Data } from '../../data/types';
import { newLane } from '../../spec/defaults';
import type { LaneSpec } from '../../spec/types';
import { readBlock, widthOf } from './blocks';
import type { FileOf } from './formats';
import { BrokenFile, NotThereYet, numbers, targetsOf } from './numbers';

type RunJson = Pick<
  FileOf<'network'>,
  'loss' | 'optimizer' | 'schedule' | 'clipping' | 'blocks' | 'x' | 'y' | 'initialParameters'
>;

export interface Lane {
  readonly lane: LaneSpec;
  readonly data: Data;
  readonly initialParameters: ReadonlyMap<string, Float32Array>;
}

/** The last block of the file is the output layer. */
export function toLane(file: RunJson): Lane {
  const last = file.blocks.at(-1);
  if (last?.type !== 'dense') throw new BrokenFile('The last block is not the output layer, a dense one.');
  if ((last.activation ?? 'linear') !== 'linear') throw new BrokenFile('The output layer is not linear.');
  const outputs = widthOf(last);
  const lane = newLane({
    blocks: file.blocks.slice(0, -1).map(readBlock),
    loss: known(LOSSES, 'loss', { kind: file.loss }),
    ...optimizerSettings(file.optimizer.kind, file.optimizer.options),
    learningRate: file.optimizer.learningRate,
    schedule: known(SCHEDULES, 'schedule', file.schedule),
    clipping: known(CLIPPINGS, 'clipping', file.clipping),
  });
  const rows = file.x.shape[0] ?? 0;
  if (rows === 0 || file.y.shape[0] !== rows)
    throw new BrokenFile(`x has ${rows} rows and y has ${file.y.shape[0] ?? 0}.`);
  const split = { x: numbers(file.x, 'x'), y: targetsOf(file.y, outputs, 'y'), count: rows };
  return {
    lane,
    data: {
      inputShape: file.x.shape.slice(1),
      outputs,
      task: file.y.classes ? 'classes' : 'regression',
      train: split,
      heldOut: split,
      classNames: [],
      picture: { kind: 'none' },
    },
    initialParameters: new Map(
      Object.entries(file.initialParameters).map(([name, json]) => [name, numbers(json, name)]),
    ),
  };
}

/** The choice, where there is an entry for it. */
export function known(entries: readonly { readonly id: string }[], what: string, choice: Choice): Choice {
  if (!entries.some(({ id }) => id === choice.kind)) throw new NotThereYet(`${what} ${choice.kind}`);
  return choice;
}

/** The reference names all options of torch; those that the lab has no setting for must be off. */
export function optimizerSettings(
  kind: string,
  options: Values,
): { readonly optimizer: Choice; readonly weightDecay: number } {
  known(OPTIMIZERS, 'optimizer', { kind });
  const settings = new Set(optimizerOf(kind).parameters.map(({ id }) => id));
  const own = Object.entries(options).filter(([id]) => settings.has(id));
  for (const [id, value] of Object.entries(options)) {
    const isMeant = id === 'weightDecay' || (id === 'nesterov' && kind === 'nesterov');
    if (!isMeant && !settings.has(id) && Number(value) !== 0) throw new NotThereYet(`${id} of ${kind}`);
  }
  return { optimizer: { kind, ...Object.fromEntries(own) }, weightDecay: Number(options.weightDecay ?? 0) };
}
