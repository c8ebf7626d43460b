/** What layers keep beside their parameters (running statistics): tensors that a training step replaces and never writes into. */
import type { Layer } from '../catalogue/types';
import type { Device, LayerTensors } from './device';
import type { Forward } from './passes';
import { keep, sameNumbers, type Tensor } from './tf';

type Named = Record<string, Tensor>;

export class LayerStates {
  private current: Named[];

  constructor(device: Device, layers: readonly Layer[]) {
    this.current = layers.map(({ state }) =>
      Object.fromEntries(
        state.map(({ name, size, start }) => [
          name,
          keep(device.upload(new Float32Array(size).fill(start), [1, size])),
        ]),
      ),
    );
  }

  get tensors(): readonly LayerTensors[] {
    return this.current;
  }

  /** Takes over what the layers made of their state in a training step. */
  adopt({ calls }: Forward) {
    calls.forEach(({ nextState }, layer) => {
      const own = this.current[layer];
      for (const [name, tensor] of Object.entries(nextState)) {
        own?.[name]?.dispose();
        if (own) own[name] = keep(tensor);
      }
    });
  }

  /** A copy that stays as it is. */
  copy(): Named[] {
    return copyOf(this.current);
  }

  restore(copy: readonly Named[]) {
    disposeStates(this.current);
    this.current = copyOf(copy);
  }

  dispose() {
    disposeStates(this.current);
  }
}

/** Shares the numbers: nothing is ever written into these tensors. */
function copyOf(states: readonly Named[]): Named[] {
  return states.map((named) =>
    Object.fromEntries(Object.entries(named).map(([name, tensor]) => [name, keep(sameNumbers(tensor))])),
  );
}

export function disposeStates(states: readonly Named[]) {
  for (const named of states) for (const tensor of Object.values(named)) tensor.dispose();
}
