/**
 * The address of an embed: `embed.html#LINK&poster=…&alt=…&control=…`. The link is the lab's (spec/codec.ts), and all
 * the rest stands behind `#` too: it reaches no server.
 */

/** The one setting that a reader may change. */
export interface Control {
  /** A lane's id; `*`: all lanes. */
  readonly lane: string;
  /** As in spec/edits.ts: `learningRate`, `blocks.b1.initializer.c`. */
  readonly path: string;
  readonly min: number;
  readonly max: number;
  readonly scale: 'linear' | 'logarithmic';
  readonly label: string;
}

export interface EmbedAddress {
  readonly link: string;
  /** A small picture of a run: a data address, or a file beside the embed. */
  readonly poster?: string | undefined;
  /** The same for a dark page. */
  readonly posterDark?: string | undefined;
  /** What the colours of the picture stand for (share/ends.ts): `÷10⁴~×10⁴~what the paper is~metric`. */
  readonly ends?: string | undefined;
  /** What the picture shows, in words. */
  readonly alt?: string | undefined;
  readonly control?: Control | undefined;
  /** Which buttons: `run step rewind`. */
  readonly buttons?: string | undefined;
  /** `light` or `dark`; none: as the system has it. */
  readonly theme?: string | undefined;
}

const TEXTS = ['poster', 'posterDark', 'ends', 'alt', 'buttons', 'theme'] as const;

/** The part of the address behind `#`. */
export function writeAddress(address: EmbedAddress): string {
  const { control } = address;
  const more = TEXTS.flatMap((key) => (address[key] ? [`${key}=${encodeURIComponent(address[key])}`] : []));
  if (control) more.push(`control=${encodeURIComponent(writeControl(control))}`);
  return [address.link, ...more].join('&');
}

/** What it cannot read it leaves out: an embed without a poster is better than none. */
export function readAddress(hash: string): EmbedAddress {
  const parts = hash.replace(/^#/, '').split('&');
  // No link has this sign: of a preset (`?preset=ID#theme=dark`) there may be none.
  const [link = '', ...more] = parts[0]?.includes('=') ? ['', ...parts] : parts;
  const given = new URLSearchParams(more.join('&').replaceAll('+', '%2B'));
  const texts = Object.fromEntries(TEXTS.map((key) => [key, given.get(key) ?? undefined]));
  return { link, ...texts, control: readControl(given.get('control') ?? '') };
}

export const writeControl = ({ lane, path, min, max, scale, label }: Control): string =>
  [lane, path, min, max, scale, label].join('~');

function readControl(text: string): Control | undefined {
  const [lane = '', path = '', low, high, scale, ...label] = text.split('~');
  const [min, max] = [Number(low), Number(high)];
  if (!path || !(min < max) || (scale !== 'linear' && !(scale === 'logarithmic' && min > 0)))
    return undefined;
  return { lane, path, min, max, scale, label: label.join('~') };
}

const POSITIONS = 200;
export const LAST_POSITION = POSITIONS;

/** Where a value stands on the control's slider, 0 … 200, and back: three significant figures, the ends exact. */
export function positionOf({ min, max, scale }: Control, value: number): number {
  const share =
    scale === 'logarithmic'
      ? Math.log(Math.max(value, min) / min) / Math.log(max / min)
      : (value - min) / (max - min);
  return Math.round(Math.min(1, Math.max(0, share)) * POSITIONS);
}

export function valueOf({ min, max, scale }: Control, position: number): number {
  if (position <= 0) return min;
  if (position >= POSITIONS) return max;
  const share = position / POSITIONS;
  const value = scale === 'logarithmic' ? min * (max / min) ** share : min + (max - min) * share;
  return Number(value.toPrecision(3));
}
