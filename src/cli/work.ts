/** What a device does for the commands, in Node as in a page. */
import type { Device } from '../engine/device';
import { createEngine } from '../engine/engine';
import { probe } from '../engine/probe';
import type { BackendInfo } from '../engine/types';
import { runSeed, type SeedRequest, type SeedResult } from './experiment/runSeed';
import { compareFile, type Outcome } from './parity/compareFile';
import type { Recognised } from './parity/recognise';

export interface WorkOnDevice {
  readonly info: BackendInfo;
  compare(file: Recognised): Promise<Outcome>;
  runSeed(request: SeedRequest): Promise<SeedResult>;
}

/** Throws, as the lab does, where the device fails the probe run. */
export async function workOn(device: Device): Promise<WorkOnDevice> {
  const fault = await probe(device);
  if (fault !== null) throw new Error(fault);
  const engine = createEngine(device);
  return {
    info: device.info,
    compare: ({ kind, file }) => compareFile(device, kind, file as never), // the file is the kind's
    runSeed: (request) => runSeed(engine, request),
  };
}
