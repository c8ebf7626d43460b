/** What an author copies into a page: an iframe, or the element `<back-blast>`. Both open the experiment of a link's hash. */
import { type Control, writeAddress, writeControl } from '../../embed/address';

export interface Shared {
  /** Where the site is, with its last slash: `https://example.org/backblast/`. */
  readonly base: string;
  /** The experiment as a link holds it (spec/codec.ts), without the sign. */
  readonly hash: string;
  /** The question: the frame's name, and what is read before anything runs. */
  readonly title: string;
  /** A small picture as a data address, or an address of one; null: none. */
  readonly poster: string | null;
  /** The same for a dark page. */
  readonly posterDark?: string | null;
  /** What its colours stand for (share/ends.ts). */
  readonly ends?: string | null;
  /** What the picture shows, in words. */
  readonly alt?: string | null;
  /** The one setting that readers may change (share/control.ts). */
  readonly control?: Control | null;
}
type Framed = Omit<Shared, 'title' | 'poster'> & Partial<Pick<Shared, 'poster'>>;

/** The lab's own address for the experiment. */
export const labAddress = ({ base, hash }: Pick<Shared, 'base' | 'hash'>): string => `${base}#${hash}`;

export const embedAddress = ({ base, hash, poster, posterDark, ends, alt, control }: Framed): string =>
  `${base}embed.html#${writeAddress({
    link: hash,
    poster: poster ?? undefined,
    posterDark: posterDark ?? undefined,
    ends: ends ?? undefined,
    alt: alt ?? undefined,
    control: control ?? undefined,
  })}`;

/** Storage, workers and the clipboard work in a frame with these; without them it still runs (tested: sandbox of scripts alone). */
const SANDBOX = 'allow-scripts allow-same-origin allow-downloads allow-popups';

/** `height` in CSS pixels: a frame does not grow with what is in it (share/height.ts). */
export const iframeSnippet = (shared: Framed & Pick<Shared, 'title'>, height: number): string =>
  `<iframe src="${attribute(embedAddress(shared))}" title="${attribute(shared.title)}" loading="lazy" width="100%" height="${height}" style="border: 0" allow="fullscreen; clipboard-write" sandbox="${SANDBOX}"></iframe>`;

/** The element's attributes, those that are empty left out. */
export const elementAttributes = (shared: Shared): readonly (readonly [string, string])[] => {
  const { base, hash, poster, posterDark, ends, alt, control } = shared;
  // A picture of this site is named whole: the page is another one.
  const whole = (picture: string | null | undefined) => picture && new URL(picture, base).href;
  const all: readonly (readonly [string, string | null | undefined])[] = [
    ['spec', hash],
    ['poster', whole(poster)],
    ['poster-dark', whole(posterDark)],
    ['ends', ends],
    ['alt', alt],
    ['control', control && writeControl(control)],
  ];
  return all.flatMap(([name, value]) => (value ? [[name, value] as const] : []));
};

/** A classic script: a module from another host would need its leave (CORS). */
export const elementSnippet = (shared: Shared): string => {
  const { base, hash, title } = shared;
  const attributes = elementAttributes(shared)
    .map(([name, value]) => ` ${name}="${attribute(value)}"`)
    .join('');
  return [
    `<script async src="${attribute(base)}back-blast.js"></script>`,
    `<back-blast${attributes} loading="lazy">`,
    `  <a href="${attribute(labAddress({ base, hash }))}">${inText(title)}</a>`,
    '</back-blast>',
  ].join('\n');
};

const inText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const attribute = (text: string): string => inText(text).replaceAll('"', '&quot;');
