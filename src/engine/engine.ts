/** An engine on one device: makes trainers. */
import type { Data } from '../data/types';
import type { LaneSpec } from '../spec/types';
import type { Device } from './device';
import { LaneTrainer } from './trainer';
import type { Engine, TrainerOptions } from './types';

export function createEngine(device: Device): Engine {
  return {
    info: device.info,
    createTrainer: (spec: LaneSpec, data: Data, seed: number, options?: TrainerOptions) =>
      new LaneTrainer(device, spec, data, seed, options),
    counts: () => device.counts(),
    dispose: () => undefined,
  };
}
