/**
 * How a layer kind is written in PyTorch and in Keras. Each block has a file of these in blocks/, collected in
 * blocks/index.ts; they are loaded with the export dialog, and never before.
 */
import type { Layer, LayerParameter } from '../catalogue/layers';

export interface KindScript {
  readonly pytorch: PytorchKind;
  /** Null: a row that Keras computes within its layer for the whole block (a time step's gates). */
  readonly keras: KerasKind | null;
}

/** By layer kind. */
export type Scripts = Readonly<Record<string, KindScript>>;

export interface PytorchCall {
  readonly layer: Layer;
  /** What stands for each input in Python: the name of a variable, or one time step of it. */
  readonly inputs: readonly string[];
  /** The parameter of that name, `params["dense3/W"]`; null where the layer has none. */
  parameter(name: string): string | null;
}

export interface PytorchKind {
  /** Functions that the lines call, once a script. They may use `torch` and `F` (torch.nn.functional). */
  readonly helper?: string;
  /** The pre-activation as an expression. Dense weights are [in, out], kernels HWIO, images NHWC. */
  line(call: PytorchCall): string;
}

export interface KerasCall {
  readonly layer: Layer;
  readonly inputs: readonly string[];
  /** Arguments that every layer has: `name="dense3"`, and its activation where the kind `bends`. */
  readonly common: string;
  /** The parameter of that name: the layer's own, or of a recurrent block that of any of its rows. */
  parameter(name: string): LayerParameter | null;
  /** Of a recurrent block: whether it hands on the states of all time steps. */
  readonly handsOnAll: boolean;
}

export interface KerasKind {
  readonly helper?: string;
  /** The layer takes its activation as an argument; else one is put behind it. */
  readonly bends?: true;
  /** What the row is, as an expression over its inputs. May use `keras` and `ops` (keras.ops). */
  line(call: KerasCall): string;
  /** In the order of the layer's `get_weights()`. */
  weights?(call: KerasCall): readonly KerasWeight[];
}

/** An array as Keras's documentation lays it out. */
export interface KerasWeight {
  readonly shape: readonly number[];
  /** Ours that it is made of; none for running statistics. */
  readonly parameters: readonly LayerParameter[];
  /** Its numbers, row by row, from theirs. */
  arrange(values: readonly Float32Array[]): Float32Array;
}

/** x·W + b, or without b. */
export const affineLine = ({ inputs, parameter }: PytorchCall): string =>
  [`${inputs[0]} @ ${parameter('W')}`, parameter('b')].filter((term) => term !== null).join(' + ');

/** Those of the names that the layer has, laid out as ours. */
export const asTheyAre = ({ parameter }: KerasCall, ...names: readonly string[]): readonly KerasWeight[] =>
  names.flatMap((name) => {
    const own = parameter(name);
    return own ? [{ shape: own.shape, parameters: [own], arrange: ([values]) => taken(values) }] : [];
  });

/** The one that is there. */
export function taken(values: Float32Array | undefined): Float32Array {
  if (!values) throw new Error('A parameter of the script has no numbers.');
  return values;
}
