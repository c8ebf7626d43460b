/** What an experiment from outside must look like. Limits of entries come from their registries. */
import * as v from 'valibot';
import { ACTIVATIONS } from '../catalogue/activations';
import { BLOCKS } from '../catalogue/blocks';
import { CLIPPINGS } from '../catalogue/clipping';
import { INITIALIZERS } from '../catalogue/initializers';
import { LOSSES } from '../catalogue/losses';
import { METRICS } from '../catalogue/metrics';
import { OPTIMIZERS } from '../catalogue/optimizers';
import { SCHEDULES } from '../catalogue/schedules';
import type { Block, BlockEntry, Choice, Entry, Parameter, Value } from '../catalogue/types';
import { DATASETS } from '../data/registry';
import { CONTROLS } from './controls';
import { LIMITS } from './limits';
import { choicesWords, numberWords } from './sentences';
import { VERSION } from './types';

// Messages follow “path is value.” or “path is missing.” and say what is allowed and what to do.

/** A number between limits, both included. */
function limited(min: number, max: number, isWhole: boolean, usual?: Value) {
  // Worded only when something is wrong: the first number that is written in English costs the page's start 20 ms.
  const range = () =>
    `It must be ${isWhole ? 'a whole number' : 'a number'} from ${numberWords(min)} to ${numberWords(max)}`;
  const rangeAndUsual = () =>
    range() + (typeof usual === 'number' ? `; ${numberWords(usual)} is usual.` : '.');
  return v.pipe(
    v.number(rangeAndUsual),
    v.check((value) => !isWhole || Number.isInteger(value), rangeAndUsual),
    v.minValue(min, () => `${range()}. Raise it.`),
    v.maxValue(max, () => `${range()}. Lower it.`),
  );
}

const text = (most: number) =>
  v.pipe(
    v.string('It must be text in quotes.'),
    v.maxLength(most, () => `It may have ${numberWords(most)} characters. Shorten it.`),
  );
const boolean = v.boolean('It must be true or false.');
const id = v.pipe(
  v.string('It must be text in quotes.'),
  v.maxLength(LIMITS.idLength, `It may have ${LIMITS.idLength} characters. Shorten it.`),
  v.regex(/^[A-Za-z][A-Za-z0-9]*$/, 'It must be letters and digits, a letter first.'),
);

/** A list no longer than `most`. */
const listOf = <S extends v.GenericSchema>(item: S, most: number, what: string) =>
  v.pipe(
    v.array(item, `It must be a list of ${what}, in square brackets.`),
    v.maxLength(most, `There may be ${most} ${what}. Remove some.`),
  );

function parameterSchema(parameter: Parameter): v.GenericSchema<unknown, Value> {
  const usual = parameter.default;
  if (parameter.type === 'boolean')
    return v.optional(boolean, usual === true) as v.GenericSchema<unknown, Value>;
  if (parameter.type === 'choice') {
    const choices = parameter.choices ?? [];
    const schema = v.picklist([...choices], `Choose ${choicesWords(choices)}.`);
    return v.optional(schema, String(usual)) as v.GenericSchema<unknown, Value>;
  }
  if (parameter.type === 'text')
    return v.optional(text(parameter.maxLength ?? 0), String(usual)) as v.GenericSchema<unknown, Value>;
  const { min = -Number.MAX_VALUE, max = Number.MAX_VALUE } = parameter;
  return v.optional(limited(min, max, parameter.type === 'integer', usual), Number(usual)) as v.GenericSchema<
    unknown,
    Value
  >;
}

/** What an entry's parameters may be; those that are missing get their defaults. */
const parametersOf = (parameters: readonly Parameter[]) =>
  Object.fromEntries(parameters.map((parameter) => [parameter.id, parameterSchema(parameter)]));

const objectWords = 'It must be an object, in braces.';

/** One of a registry's entries with its parameters beside `kind`. */
function choiceOf(entries: readonly Entry[]): v.GenericSchema<unknown, Choice> {
  const options = entries.map((entry) =>
    v.strictObject({ kind: v.literal(entry.id), ...parametersOf(entry.parameters) }, objectWords),
  );
  const words = `Choose ${choicesWords(entries.map((entry) => entry.id))}.`;
  return v.variant('kind', options, (issue) =>
    issue.expected === 'Object' ? `${objectWords} ${words}` : words,
  ) as v.GenericSchema<unknown, Choice>;
}

const activations = choiceOf(ACTIVATIONS);
const initializers = choiceOf(INITIALIZERS);

function blockSchema(entry: BlockEntry) {
  const { template } = entry;
  return v.strictObject(
    {
      id,
      type: v.literal(entry.id),
      repeat: v.optional(limited(1, LIMITS.repeat, true), 1),
      values: v.optional(v.strictObject(parametersOf(entry.parameters), objectWords), {}),
      ...(entry.has.activation ? { activation: v.optional(activations, template.activation) } : {}),
      ...(entry.has.initializer ? { initializer: v.optional(initializers, template.initializer) } : {}),
      ...(entry.has.recurrentInitializer
        ? { recurrentInitializer: v.optional(initializers, template.recurrentInitializer) }
        : {}),
      ...(entry.has.stack ? { stack: v.lazy(() => stack) } : {}),
    },
    objectWords,
  );
}

const blockWords = `Choose ${choicesWords(BLOCKS.map((entry) => entry.id))}.`;
// The keys of a block follow from its entry at run time, which is more than the type checker can follow.
const blockOptions = BLOCKS.map(blockSchema) as unknown as readonly v.StrictObjectSchema<
  { readonly type: v.LiteralSchema<string, undefined> },
  string
>[];
const block = v.variant('type', blockOptions, (issue) =>
  issue.expected === 'Object' ? objectWords : blockWords,
) as unknown as v.GenericSchema<unknown, Block>;
const stack: v.GenericSchema<unknown, Block[]> = listOf(block, LIMITS.blocks, 'blocks');

const edit = v.strictObject(
  {
    step: limited(0, LIMITS.length, true),
    path: text(80),
    // Checked against the setting it goes to, in schema.ts.
    value: v.custom<Value | Choice>(
      (value) => ['number', 'boolean', 'string', 'object'].includes(typeof value),
      'It must be a value or a choice.',
    ),
  },
  objectWords,
);

export const laneSchema = v.strictObject(
  {
    id,
    name: text(LIMITS.nameLength),
    blocks: stack,
    output: v.strictObject(
      { initializer: initializers, biasSigma: limited(0, LIMITS.biasSigma, false, 0) },
      objectWords,
    ),
    loss: choiceOf(LOSSES),
    optimizer: choiceOf(OPTIMIZERS),
    learningRate: limited(0, LIMITS.learningRate, false, 0.05),
    schedule: choiceOf(SCHEDULES),
    weightDecay: limited(0, LIMITS.weightDecay, false, 0),
    clipping: choiceOf(CLIPPINGS),
    skipNonFinite: boolean,
    batchSize: limited(1, LIMITS.batchSize, true, 64),
    parent: v.nullable(id),
    edits: listOf(edit, LIMITS.edits, 'edits'),
  },
  objectWords,
);

const dataset = v.variant(
  'id',
  DATASETS.map((entry) =>
    v.strictObject(
      {
        id: v.literal(entry.id),
        values: v.optional(v.strictObject(parametersOf(entry.parameters), objectWords), {}),
      },
      objectWords,
    ),
  ),
  (issue) =>
    issue.expected === 'Object' ? objectWords : `Choose ${choicesWords(DATASETS.map((entry) => entry.id))}.`,
);

export const experimentSchema = v.strictObject(
  {
    version: v.literal(VERSION, `It must be ${VERSION}.`),
    title: text(LIMITS.titleLength),
    dataset,
    seed: limited(0, LIMITS.seed, true, 1),
    length: limited(1, LIMITS.length, true, 500),
    lanes: v.pipe(
      listOf(laneSchema, LIMITS.lanes, 'lanes'),
      v.minLength(1, 'An experiment needs a lane. Add one.'),
    ),
    view: v.strictObject(
      {
        metric: v.picklist(
          METRICS.map((metric) => metric.id),
          `Choose ${choicesWords(METRICS.map((metric) => metric.id))}.`,
        ),
        scale: v.nullable(limited(0.1, LIMITS.scale, false)),
        centreShift: limited(-LIMITS.scale, LIMITS.scale, false, 0),
        cursor: v.nullable(limited(0, LIMITS.length, true)),
        controls: v.nullable(
          v.strictObject(
            {
              open: listOf(
                v.picklist(CONTROLS, `Choose ${choicesWords(CONTROLS)}.`),
                CONTROLS.length,
                'controls',
              ),
              others: v.picklist(['shown', 'hidden'], 'Choose shown or hidden.'),
            },
            objectWords,
          ),
        ),
      },
      objectWords,
    ),
  },
  'It must be an object, in braces.',
);
