/**
 * How a layer kind is written in PyTorch. Each block's file exports the texts of its kinds beside what they compute
 * (blocks/scripts.ts collects them); they are read by the worker, which writes scripts, and never by the page.
 */
import type { Layer } from './layers';

export interface ScriptCall {
  readonly layer: Layer;
  /** What stands for each input in Python: the name of a variable, or one time step of it. */
  readonly inputs: readonly string[];
  /** The parameter of that name, `params["dense3/W"]`; null where the layer has none. */
  parameter(name: string): string | null;
}

export interface KindScript {
  /** Functions that the lines call, once a script. They may use `torch` and `F` (torch.nn.functional). */
  readonly helper?: string;
  /** The pre-activation as an expression. Dense weights are [in, out], kernels HWIO, images NHWC. */
  line(call: ScriptCall): string;
}

/** By layer kind. */
export type Scripts = Readonly<Record<string, KindScript>>;

/** x·W + b, or without b. */
export const affineLine = ({ inputs, parameter }: ScriptCall): string =>
  [`${inputs[0]} @ ${parameter('W')}`, parameter('b')].filter((term) => term !== null).join(' + ');
