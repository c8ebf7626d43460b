/** What an author copies into a page: an iframe, or the element `<back-blast>`. Both open the experiment of a link's hash. */

export interface Shared {
  /** Where the site is, with its last slash: `https://example.org/backblast/`. */
  readonly base: string;
  /** The experiment as a link holds it (spec/codec.ts), without the sign. */
  readonly hash: string;
  /** The question: the frame's name, and what is read before anything runs. */
  readonly title: string;
  /** A small picture as a data address, or an address of one; null: none. */
  readonly poster: string | null;
}

/** Width by height of the embed where nothing else is said (visual.md, “Embed”). */
const RATIO = '16 / 9.8';

/** The lab's own address for the experiment. */
export const labAddress = ({ base, hash }: Pick<Shared, 'base' | 'hash'>): string => `${base}#${hash}`;

export const embedAddress = ({ base, hash }: Pick<Shared, 'base' | 'hash'>): string =>
  `${base}embed.html#${hash}`;

/** Storage, workers and the clipboard work in a frame with these; without them it still runs (tested: sandbox of scripts alone). */
const SANDBOX = 'allow-scripts allow-same-origin allow-downloads allow-popups';

export const iframeSnippet = (shared: Omit<Shared, 'poster'>): string =>
  `<iframe src="${attribute(embedAddress(shared))}" title="${attribute(shared.title)}" loading="lazy" width="100%" style="border: 0; aspect-ratio: ${RATIO}; min-height: 420px" allow="fullscreen; clipboard-write" sandbox="${SANDBOX}"></iframe>`;

export const elementSnippet = ({ base, hash, title, poster }: Shared): string =>
  [
    `<script type="module" src="${attribute(base)}back-blast.js"></script>`,
    `<back-blast spec="${attribute(hash)}"${poster === null ? '' : ` poster="${attribute(poster)}"`} loading="lazy">`,
    `  <a href="${attribute(labAddress({ base, hash }))}">${inText(title)}</a>`,
    '</back-blast>',
  ].join('\n');

const inText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const attribute = (text: string): string => inText(text).replaceAll('"', '&quot;');
