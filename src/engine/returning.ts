/** The gradients on their way back: what each layer's output has received so far, kept apart where paths met at a junction. */
import type { InputGradient, Ops } from '../catalogue/ops';
import type { Layer } from '../catalogue/types';
import type { Recorder } from './device';
import type { Tensor } from './tf';

interface Held {
  /** The row of the junction. */
  readonly junction: number;
  readonly share: Tensor;
  /** The share is what the junction received, unchanged (a plain skip): no need to measure it twice. */
  readonly isUnchanged: boolean;
}

export class Returning {
  private readonly sums: (Tensor | null)[];
  /** The row of a sum's only share, where that was measured as it was handed back; null where there are several. */
  private readonly onlyFrom: (number | null)[];
  private readonly steps: ((Tensor | null)[] | null)[];
  /** First paths' shares, the outermost junction's first. */
  private readonly held: Held[][];
  /** For each row, the junction whose first path hands back through it. */
  private readonly junctionVia: (number | undefined)[];

  constructor(
    private readonly ops: Ops<Tensor>,
    private readonly layers: readonly Layer[],
    private readonly recorder: Recorder | null,
  ) {
    this.sums = layers.map(() => null);
    this.onlyFrom = layers.map(() => null);
    this.steps = layers.map(() => null);
    this.held = layers.map(() => []);
    this.junctionVia = layers.map(() => undefined);
    layers.forEach(({ junction }, index) => {
      if (junction && junction.source >= 0) this.junctionVia[junction.via] = index;
    });
  }

  start(layer: number, gradient: Tensor) {
    this.sums[layer] = gradient;
  }

  /** `from`, which received ∂L/∂h = `received`, hands a share of it back to the output of `to`. */
  hand(
    from: number,
    to: number,
    share: NonNullable<InputGradient<Tensor>>,
    { received, isMeasured }: { readonly received: Tensor; readonly isMeasured: boolean },
  ) {
    if ('timeStep' in share) {
      const steps = (this.steps[to] ??= Array.from({ length: share.timeSteps }, () => null));
      const sum = steps[share.timeStep];
      steps[share.timeStep] = sum ? this.ops.add(sum, share.gradient) : share.gradient;
      return;
    }
    const junction = this.junctionVia[from];
    if (
      junction !== undefined &&
      this.layers[junction]?.junction?.source === to &&
      !this.isHeld(junction, to)
    ) {
      this.held[to]?.push({ junction, share, isUnchanged: share === received && from === junction });
      return;
    }
    this.add(to, share, isMeasured ? from : null);
  }

  private isHeld(junction: number, to: number): boolean {
    return this.held[to]?.some((held) => held.junction === junction) ?? false;
  }

  private add(to: number, share: Tensor, measuredFrom: number | null) {
    const sum = this.sums[to];
    this.sums[to] = sum ? this.ops.add(sum, share) : share;
    this.onlyFrom[to] = sum ? null : measuredFrom;
  }

  /** All that the output of a layer receives; null if nothing does. Inner junctions are closed before outer ones. */
  arrived(layer: number): Tensor | null {
    const steps = this.steps[layer];
    if (steps) this.add(layer, this.ops.joinSteps(steps), null);
    for (const { junction, share, isUnchanged } of this.held[layer]?.toReversed() ?? []) {
      const rest = this.sums[layer] ?? null;
      const isMeasured = this.onlyFrom[layer] === this.layers[junction]?.junction?.first;
      this.recorder?.paths(junction, isUnchanged ? null : share, isMeasured ? null : rest);
      this.add(layer, share, null);
    }
    return this.sums[layer] ?? null;
  }
}
