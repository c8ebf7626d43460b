/** A device that counts: every operation on tensors (a kernel of TensorFlow.js, or a loop, kernel or program of our own), and every look at one to measure it. */
import type { Device } from '../../src/engine/device';

export interface Counts {
  operations: number;
  /** Calls of the recorder: each measures one or two tensors. */
  looks: number;
}

export function countedDevice(device: Device, counts: Counts): Device {
  const operation = () => counts.operations++;
  const look = () => counts.looks++;
  return {
    ...device,
    ops: counted(device.ops, operation, (name) => name !== 'shapeOf' && name !== 'constant'),
    ...counted(
      { activate: device.activate, activateBackward: device.activateBackward, loss: device.loss },
      operation,
    ),
    createParameters: (...rest) =>
      counted(device.createParameters(...rest), operation, (name) => name === 'update'),
    record: (...rest) =>
      counted(device.record(...rest), look, (name) => name !== 'finish' && name !== 'loss'),
  };
}

/** `of`, with its calls counted. Methods run on `of` itself: calls among them are not counted twice. */
function counted<T extends object>(of: T, count: () => void, counts = (_name: string) => true): T {
  return new Proxy(of, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function' || typeof name !== 'string' || !counts(name)) return value;
      return (...rest: unknown[]): unknown => {
        count();
        return Reflect.apply(value, target, rest);
      };
    },
  });
}
