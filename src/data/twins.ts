/**
 * Bytes where none may be fetched. A sandboxed frame without same-origin has no origin: what it fetches needs leave
 * from the host (CORS), which a plain static host does not give, but classic scripts need none. So the build writes
 * beside each binary a twin, `NAME.js`, which says the same bytes in base64 (scripts/twins.mjs), and it is read there only.
 */
declare global {
  // oxlint-disable-next-line no-var -- only `var` declares a property of the global object
  var backblastTwins: Readonly<Record<string, string>> | undefined;
}

/** Runs the classic script at this address: a `<script>` on a page, `importScripts` in a worker. */
export type RunScript = (url: string) => void | Promise<void>;

/** Whether this page or worker has no origin of its own. */
export const hasNoOrigin = (): boolean => globalThis.origin === 'null';

/** The bytes of the file at this address, from its twin. Rejects where there is none. */
export async function bytesOfTwin(url: string, run: RunScript): Promise<Uint8Array<ArrayBuffer>> {
  await run(`${url}.js`);
  const text = globalThis.backblastTwins?.[nameOf(url)];
  if (text === undefined) throw new Error(`${nameOf(url)}.js does not hold ${nameOf(url)}.`);
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

const nameOf = (url: string): string => url.slice(url.lastIndexOf('/') + 1);

/** For pages. */
export const runOnPage: RunScript = (url) =>
  new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = url;
    script.onload = () => resolve();
    script.onerror = () => reject(new Error(`${url} could not be loaded.`));
    document.head.append(script);
  });

/** For classic workers. */
export const runInWorker: RunScript = (url) => importScripts(url);
