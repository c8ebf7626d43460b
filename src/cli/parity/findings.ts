/** How far each quantity of a file is from the reference: the worst of it against its limit. */
import type { Device } from '../../engine/device';
import { num } from './numbers';
import type { Num } from './formats';

export interface Finding {
  readonly quantity: string;
  readonly error: number;
  readonly limit: number;
  /** Null where the file has no steps. */
  readonly step: number | null;
  /** Where the worst was found and what stood there: `dense3/W: 0.25 instead of 0.2`. */
  readonly where: string;
  /** How many numbers were compared. */
  readonly compared: number;
}

export const isInside = ({ error, limit }: Pick<Finding, 'error' | 'limit'>): boolean => error <= limit;
export const outside = (findings: readonly Finding[]): Finding[] =>
  findings.filter((finding) => !isInside(finding));

/** Limits outside the networks are ten times as much on WebGL. */
export const looser = (device: Device): number => (device.info.name === 'webgl' ? 10 : 1);

/** Where 0 is expected, 1e-7 will do. */
export const NEARLY_ZERO = 1e-7;

/** |actual − expected| in units of `scale`; NaN equals only NaN, an infinity only itself. */
export function errorOf(actual: number, expected: number, scale = Math.abs(expected), zero = 0): number {
  if (!Number.isFinite(expected)) return Object.is(actual, expected) ? 0 : Number.POSITIVE_INFINITY;
  const distance = Math.abs(actual - expected);
  if (distance < 1e-37 || (expected === 0 && distance <= zero)) return 0; // WebGL has no denormals
  const error = distance / scale;
  return Number.isNaN(error) ? Number.POSITIVE_INFINITY : error;
}

export interface Comparison {
  readonly limit: number;
  readonly step?: number;
  readonly where?: string;
  /** What the error is divided by; the expected number itself if it is left out. */
  readonly scale?: number;
  readonly zero?: number;
}

/** Takes comparisons and keeps the worst of each quantity. */
export class Findings {
  private readonly worst = new Map<string, Finding>();

  check(quantity: string, actual: number | undefined, expected: Num | undefined, comparison: Comparison) {
    const { limit, step = null, where = '', scale, zero } = comparison;
    const error = errorOf(actual ?? Number.NaN, num(expected), scale, zero);
    const known = this.worst.get(quantity);
    const compared = (known?.compared ?? 0) + 1;
    if (!known || badness(error, limit) > badness(known.error, known.limit)) {
      const place = `${where}${where === '' ? '' : ': '}${actual} instead of ${expected}`;
      this.worst.set(quantity, { quantity, error, limit, step, where: place, compared });
    } else this.worst.set(quantity, { ...known, compared });
  }

  list(): Finding[] {
    return [...this.worst.values()];
  }
}

/** A limit of 0 is passed by 0 only. */
const badness = (error: number, limit: number) => (error === 0 ? 0 : error / limit);
