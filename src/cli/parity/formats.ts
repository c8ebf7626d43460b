/** The formats of the reference files made with PyTorch, as far as they are compared; what else stands in them is left alone. */
import * as v from 'valibot';

const num = v.union([v.number(), v.picklist(['NaN', 'Infinity', '-Infinity'])]);
/** A number as JSON can hold it. */
export type Num = v.InferOutput<typeof num>;

const series = v.array(num);
const tensor = v.object({
  shape: v.array(v.pipe(v.number(), v.integer(), v.minValue(0))),
  values: v.optional(series),
  unit: v.optional(v.number()),
  integers: v.optional(v.array(v.number())),
  classes: v.optional(v.array(v.number())),
});
export type TensorJson = v.InferOutput<typeof tensor>;

const value = v.union([v.number(), v.boolean(), v.string()]);
const choice = v.objectWithRest({ kind: v.string() }, value);
const steps = v.pipe(v.number(), v.integer(), v.minValue(1));
const count = v.pipe(v.number(), v.integer(), v.minValue(0));

/** A block with whatever its type brings; what holds no parameters may have no name. */
const block = v.looseObject({ type: v.string(), name: v.optional(v.string(), '') });
export type BlockJson = v.InferOutput<typeof block>;
/** The stack inside a block. */
export const stackFormat = v.pipe(v.array(block), v.minLength(1));

const run = {
  title: v.optional(v.string()),
  loss: v.string(),
  optimizer: v.object({
    kind: v.string(),
    learningRate: v.number(),
    options: v.record(v.string(), v.union([v.number(), v.boolean()])),
  }),
  schedule: choice,
  clipping: choice,
  blocks: stackFormat,
  x: tensor,
  y: tensor,
  initialParameters: v.record(v.string(), tensor),
};
const parameterSeries = v.object({
  gradientNorm: series,
  gradientMaxAbs: series,
  norm: series,
  updateRatio: series,
});
const outputSeries = v.object({
  gradientNorm: series,
  gradientMaxAbs: series,
  mean: series,
  std: series,
  preactivationMean: v.optional(series),
  preactivationStd: v.optional(series),
});
/** By training step, then time step. */
const timeSeries = v.object({ gradientNorm: v.array(series), mean: v.array(series), std: v.array(series) });
const network = v.object({
  ...run,
  updates: steps,
  comparableSteps: steps,
  measured: v.object({
    loss: series,
    globalGradientNorm: series,
    globalGradientNormAfterClipping: series,
    parameters: v.record(v.string(), parameterSeries),
    outputs: v.record(v.string(), outputSeries),
    recurrent: v.optional(v.record(v.string(), timeSeries)),
  }),
  finalParameters: v.record(v.string(), v.object({ norm: num, first: series })),
  float32Difference: v.record(v.string(), series),
});
const first = v.object({
  step: count,
  pass: v.string(),
  layer: v.nullable(v.string()),
  tensor: v.string(),
});
const explosion = v.object({
  ...run,
  comparableSteps: count,
  float32: v.object({ first }),
  float64: v.object({ globalGradientNorm: series }),
  float32Difference: v.object({ globalGradientNorm: series }),
  clipped: v.object({
    clipping: choice,
    steps,
    staysFinite: v.boolean(),
    first: v.optional(first),
    lossFloat64: v.optional(series),
    float32Difference: v.optional(v.object({ loss: series })),
  }),
});
const activations = v.object({
  x: series,
  activations: v.record(v.string(), v.object({ value: series, derivative: series })),
});
const lossValue = v.object({ value: num, gradient: series });
const losses = v.object({
  cases: v.array(
    v.object({
      title: v.string(),
      loss: v.string(),
      outputs: tensor,
      targets: tensor,
      float64: lossValue,
      float32: v.optional(lossValue),
    }),
  ),
});
const optimizers = v.object({
  initialParameters: series,
  gradientSequences: v.record(v.string(), v.array(series)),
  cases: v.array(
    v.object({
      optimizer: v.string(),
      learningRate: v.number(),
      options: v.record(v.string(), v.union([v.number(), v.boolean()])),
      schedule: choice,
      gradients: v.string(),
      learningRates: v.array(v.number()),
      parameters: v.array(series),
    }),
  ),
});
const clipping = v.object({
  shapes: v.array(v.array(v.number())),
  parametersForAdaptive: v.array(series),
  gradientLists: v.record(v.string(), v.array(series)),
  cases: v.array(
    v.object({
      gradients: v.string(),
      clipping: v.string(),
      threshold: v.nullable(v.number()),
      expected: v.object({
        globalNormBefore: num,
        globalNormAfter: num,
        layerNormsAfter: series,
        gradients: v.array(series),
      }),
    }),
  ),
});
const shape = v.array(steps);
const initializers = v.object({
  shapes: v.array(
    v.object({
      shape,
      fanIn: v.number(),
      fanOut: v.number(),
      initializers: v.record(
        v.string(),
        v.object({
          std: v.number(),
          bound: v.optional(v.number()),
          meanWithin: v.number(),
          varianceBetween: v.tuple([v.number(), v.number()]),
        }),
      ),
    }),
  ),
  orthogonal: v.array(
    v.object({
      shape,
      gain: v.number(),
      asMatrix: v.tuple([steps, steps]),
      maxAbsoluteErrorFloat32: v.number(),
      frobeniusNorm: v.number(),
    }),
  ),
  identity: v.object({ example: v.object({ shape, scale: v.number(), values: series }) }),
  lsuv: v.optional(
    v.object({
      activation: v.string(),
      x: tensor,
      weights: v.array(tensor),
      stdBefore: series,
      factor: series,
    }),
  ),
});

/** By kind of file. */
export const formats = {
  network,
  explosion,
  activations,
  losses,
  optimizers,
  clipping,
  initializers,
};
export type Kind = keyof typeof formats;
export type FileOf<K extends Kind> = v.InferOutput<(typeof formats)[K]>;
