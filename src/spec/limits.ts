/** Hard limits of an experiment. Those of entries' own parameters stand in the catalogue. */
export const LIMITS = {
  /** A sick lane, one beside it, and a cure each. */
  lanes: 6,
  rows: 512,
  /** Offsets into the flat vector must be exact in float32 on the GPU: below 2²⁴. */
  parameters: 16e6,
  /** Blocks in one stack, repeats of one block, and how deep stacks may stand in stacks. */
  blocks: 64,
  repeat: 256,
  nesting: 4,
  /** The smallest set has 455 rows to train on. */
  batchSize: 256,
  learningRate: 1000,
  weightDecay: 10,
  biasSigma: 100,
  length: 100_000,
  seed: 4_294_967_295,
  edits: 1000,
  titleLength: 80,
  nameLength: 40,
  idLength: 24,
  /** log10, half-width of the colour scale and shift of its centre. */
  scale: 40,
} as const;
