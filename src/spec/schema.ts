/** The one door for experiments from outside: links, files, messages. Inside the house they are taken at their word. */
import * as v from 'valibot';
import type { Block } from '../catalogue/types';
import { maybeDataset } from '../data/registry';
import { fittingLosses } from '../data/types';
import { applyEdit, takesHoldNextStep } from './edits';
import { choicesWords, numberWords, shown, specErrorOf } from './sentences';
import { experimentSchema, laneSchema } from './shape';
import { LIMITS } from './limits';
import { type Experiment, type LaneSpec, SpecError, VERSION } from './types';
import { upgrade } from './upgraders';

/** Deeper, or with more inside, than any experiment: bounds the work and the recursion below, whatever is handed in. */
const DEEPEST = 64;
const MOST_VALUES = 500_000;

/**
 * A checked experiment from untrusted JSON of any version up to today's; parameters that are missing get their defaults.
 * Throws only SpecError. That a network fits its data is `expand`'s to say.
 */
export function parse(raw: unknown): Experiment {
  checkVersion(raw);
  checkSize(raw);
  const result = v.safeParse(experimentSchema, upgrade(raw), { abortEarly: true });
  if (!result.success) throw specErrorOf(result.issues[0]);
  const experiment: Experiment = result.output;
  checkLaneIds(experiment);
  experiment.lanes.forEach((lane, index) => {
    const path = `lanes[${index}]`;
    checkBlocks(lane.blocks, `${path}.blocks`, new Set(), 0);
    checkLoss(lane, experiment, path);
    checkEdits(lane, path);
  });
  return experiment;
}

function checkVersion(raw: unknown): void {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) {
    throw new SpecError(
      `An experiment is an object with version, title, dataset and lanes, not ${shown(raw)}.`,
    );
  }
  const version: unknown = 'version' in raw ? raw.version : undefined;
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1) {
    throw new SpecError(
      `version is ${version === undefined ? 'missing' : shown(version)}. It must be a whole number, ${VERSION} now.`,
      'version',
    );
  }
  if (version > VERSION) throw newerVersion(version);
}

export const newerVersion = (version: number): SpecError =>
  new SpecError(
    `This link was made by a newer Backblast (version ${version}); this one reads up to version ${VERSION}. Load the page again to get the newest.`,
    'version',
  );

/** Values are counted where they stand: what a program handed in may stand in two places, or in itself. No recursion. */
function checkSize(raw: unknown): void {
  let level: unknown[] = [raw];
  let values = 0;
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > DEEPEST)
      throw new SpecError('The experiment is nested too deeply. Remove residuals inside residuals.');
    const inside: unknown[] = [];
    for (const value of level) {
      if (typeof value !== 'object' || value === null) continue;
      for (const inner of Object.values(value)) inside.push(inner);
      if (values + inside.length > MOST_VALUES)
        throw new SpecError(
          `The experiment holds more than ${numberWords(MOST_VALUES)} values. Is it one of ours?`,
        );
    }
    values += inside.length;
    level = inside;
  }
}

function checkLaneIds({ lanes }: Experiment): void {
  const ids = lanes.map((lane) => lane.id);
  lanes.forEach(({ id, parent }, index) => {
    if (ids.indexOf(id) < index) {
      throw new SpecError(
        `lanes[${index}].id is “${id}”, which an earlier lane has already. Give it another.`,
        `lanes[${index}].id`,
      );
    }
    if (parent !== null && (parent === id || !ids.includes(parent))) {
      throw new SpecError(
        `lanes[${index}].parent is “${parent}”, which is no other lane. Name one, or null.`,
        `lanes[${index}].parent`,
      );
    }
  });
}

function checkBlocks(blocks: readonly Block[], path: string, seen: Set<string>, depth: number): void {
  if (depth >= LIMITS.nesting) {
    throw new SpecError(
      `${path} is ${depth} stacks deep. ${LIMITS.nesting} is the most; take the inner residual apart.`,
      path,
    );
  }
  blocks.forEach((block, index) => {
    if (seen.has(block.id)) {
      throw new SpecError(
        `${path}[${index}].id is “${block.id}”, which another block has already. Give it another.`,
        `${path}[${index}].id`,
      );
    }
    seen.add(block.id);
    if (block.stack) checkBlocks(block.stack, `${path}[${index}].stack`, seen, depth + 1);
  });
}

function checkLoss({ loss }: LaneSpec, { dataset }: Experiment, path: string): void {
  const set = maybeDataset(dataset.id);
  const fitting = set && fittingLosses(set, dataset.values);
  if (set && fitting && !fitting.includes(loss.kind)) {
    throw new SpecError(
      `${path}.loss is ${loss.kind}, which does not fit these data (${set.label}). Choose ${choicesWords(fitting)}.`,
      `${path}.loss`,
    );
  }
}

/** Each edit must go to a setting that can change in a run, in order, and leave a lane that is allowed. */
function checkEdits(lane: LaneSpec, path: string): void {
  let current = lane;
  lane.edits.forEach((edit, index) => {
    const at = `${path}.edits[${index}]`;
    if (edit.step < (lane.edits[index - 1]?.step ?? 0)) {
      throw new SpecError(
        `${at}.step is ${edit.step}, before the edit above it. Sort the edits by step.`,
        `${at}.step`,
      );
    }
    if (!takesHoldNextStep(current, edit.path)) {
      throw new SpecError(
        `${at}.path is ${shown(edit.path)}, which cannot change in a run. Change it at the start instead.`,
        `${at}.path`,
      );
    }
    const result = v.safeParse(
      laneSchema,
      { ...applyEdit(current, edit), blocks: [], edits: [] },
      { abortEarly: true },
    );
    if (!result.success)
      throw new SpecError(`${at}: ${specErrorOf(result.issues[0]).message}`, `${at}.value`);
    current = { ...result.output, blocks: lane.blocks, edits: lane.edits };
  });
}
