/**
 * The experiment as JSON Schema, for editors and other programs, written by walking the registries as shape.ts does.
 * `scripts/makeSchema.mjs` puts it into public/experiment.schema.json.
 */
import {
  ACTIVATIONS,
  BLOCKS,
  CLIPPINGS,
  INITIALIZERS,
  LOSSES,
  METRICS,
  OPTIMIZERS,
  SCHEDULES,
} from '../catalogue/registry';
import type { BlockEntry, Entry, Parameter } from '../catalogue/types';
import { DATASETS } from '../data/registry';
import { CONTROLS } from './controls';
import { LIMITS } from './limits';
import { VERSION } from './types';

type Schema = Readonly<Record<string, unknown>>;

export function experimentJsonSchema(): Schema {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Backblast experiment',
    description: `An experiment of Backblast, format version ${VERSION}.`,
    ...object({
      version: { const: VERSION },
      title: { ...text(LIMITS.titleLength), description: 'A question.' },
      dataset: oneOf(
        DATASETS.map((set) =>
          described(set, object({ id: { const: set.id }, values: parameters(set.parameters) }, ['id'])),
        ),
      ),
      seed: integer(0, LIMITS.seed),
      length: { ...integer(1, LIMITS.length), description: 'Where Run pauses, in steps.' },
      lanes: { type: 'array', minItems: 1, maxItems: LIMITS.lanes, items: reference('lane') },
      view: object({
        metric: { enum: METRICS.map((metric) => metric.id) },
        scale: {
          anyOf: [number(0.1, LIMITS.scale), { type: 'null' }],
          description: 'log10 half-width of the colour scale; null: the metric’s own.',
        },
        centreShift: number(-LIMITS.scale, LIMITS.scale),
        cursor: {
          anyOf: [integer(0, LIMITS.length), { type: 'null' }],
          description: 'The step that is shown; null: the newest.',
        },
        controls: {
          anyOf: [
            object({
              open: { type: 'array', maxItems: CONTROLS.length, items: { enum: CONTROLS } },
              others: { enum: ['shown', 'hidden'] },
            }),
            { type: 'null' },
          ],
          description: 'What a reader may change; null: everything.',
        },
      }),
    }),
    $defs: {
      id: { type: 'string', maxLength: LIMITS.idLength, pattern: '^[A-Za-z][A-Za-z0-9]*$' },
      lane: lane(),
      stack: { type: 'array', maxItems: LIMITS.blocks, items: oneOf(BLOCKS.map(block)) },
      activation: choice(ACTIVATIONS),
      initializer: choice(INITIALIZERS),
      edit: object({
        step: integer(0, LIMITS.length),
        path: { ...text(80), description: 'Such as learningRate, clipping, clipping.threshold.' },
        value: { type: ['number', 'boolean', 'string', 'object'] },
      }),
    },
  };
}

function lane(): Schema {
  return object({
    id: reference('id'),
    name: text(LIMITS.nameLength),
    blocks: reference('stack'),
    output: object({ initializer: reference('initializer'), biasSigma: number(0, LIMITS.biasSigma) }),
    loss: choice(LOSSES),
    optimizer: choice(OPTIMIZERS),
    learningRate: number(0, LIMITS.learningRate),
    schedule: choice(SCHEDULES),
    weightDecay: number(0, LIMITS.weightDecay),
    clipping: choice(CLIPPINGS),
    skipNonFinite: { type: 'boolean', description: 'Skip the step when the gradient is not finite.' },
    batchSize: integer(1, LIMITS.batchSize),
    parent: { anyOf: [reference('id'), { type: 'null' }], description: 'The lane it was forked from.' },
    edits: { type: 'array', maxItems: LIMITS.edits, items: reference('edit') },
  });
}

function block(entry: BlockEntry): Schema {
  const { activation, initializer, recurrentInitializer, stack } = entry.has;
  const properties = {
    id: reference('id'),
    type: { const: entry.id },
    repeat: { ...integer(1, LIMITS.repeat), default: 1 },
    values: parameters(entry.parameters),
    ...(activation ? { activation: reference('activation') } : {}),
    ...(initializer ? { initializer: reference('initializer') } : {}),
    ...(recurrentInitializer ? { recurrentInitializer: reference('initializer') } : {}),
    ...(stack ? { stack: reference('stack') } : {}),
  };
  return described(entry, object(properties, stack ? ['id', 'type', 'stack'] : ['id', 'type']));
}

const choice = (entries: readonly Entry[]): Schema =>
  oneOf(
    entries.map((entry) => {
      const { properties } = parameters(entry.parameters);
      return described(entry, object({ kind: { const: entry.id }, ...properties }, ['kind']));
    }),
  );

const parameters = (list: readonly Parameter[]): Schema & { readonly properties: Schema } =>
  object(
    Object.fromEntries(
      list.map((one) => [
        one.id,
        { ...valueSchema(one), default: one.default, description: one.description },
      ]),
    ),
    [],
  );

function valueSchema({ type, min, max, choices, maxLength = 0 }: Parameter): Schema {
  if (type === 'boolean') return { type };
  if (type === 'choice') return { enum: choices ?? [] };
  if (type === 'text') return text(maxLength);
  return {
    type,
    ...(min === undefined ? {} : { minimum: min }),
    ...(max === undefined ? {} : { maximum: max }),
  };
}

const object = (properties: Schema, required: readonly string[] = Object.keys(properties)) => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
});
const described = (
  { label, description }: { readonly label: string; readonly description: string },
  schema: Schema,
): Schema => ({
  title: label,
  description,
  ...schema,
});
const oneOf = (schemas: readonly Schema[]): Schema => ({ oneOf: schemas });
const reference = (name: string): Schema => ({ $ref: `#/$defs/${name}` });
const number = (minimum: number, maximum: number): Schema => ({ type: 'number', minimum, maximum });
const integer = (minimum: number, maximum: number): Schema => ({ type: 'integer', minimum, maximum });
const text = (maxLength: number): Schema => ({ type: 'string', maxLength });
