/**
 * `<back-blast>`: a thin wrapper of the embed's frame. Attributes go into the frame's address, methods are calls by
 * postMessage, events come back the same way. What stands inside the element is shown where there is no script.
 * Described in docs/embed.md, declared in public/back-blast.d.ts.
 */
import { writeAddress } from '../address';
import { METHODS, type Method, type Reply } from '../protocol';

/** The site: where this script lies. Known only while it is first run. */
const site = (document.currentScript as HTMLScriptElement | null)?.src ?? document.baseURI;

const REFLECTED = [
  'spec',
  'preset',
  'poster',
  'poster-dark',
  'ends',
  'alt',
  'control',
  'controls',
  'theme',
  'loading',
] as const;
const EVENTS = new Set(['poster', 'ready', 'step', 'stopped', 'regime', 'error', 'resize', 'rest']);
const SANDBOX = 'allow-scripts allow-same-origin allow-downloads allow-popups';

/** One embed of a page runs at a time (figure/turns.ts). */
const TURN = { type: 'backblast:turn' };

type Waiting = { resolve: (value: unknown) => void; reject: (error: Error) => void };

class BackBlast extends HTMLElement {
  static readonly observedAttributes: readonly string[] = [...REFLECTED, 'sandbox'];
  #frame: HTMLIFrameElement | null = null;
  #waiting = new Map<number, Waiting>();
  #calls = 0;
  /** Resolves when the poster stands and calls are heard. */
  #heard: Promise<void> = Promise.resolve();
  #hear: () => void = () => {};
  #isQueued = false;
  readonly #listen = (event: MessageEvent) => this.#take(event);

  connectedCallback(): void {
    for (const name of REFLECTED) this.#upgrade(propertyOf(name));
    addEventListener('message', this.#listen);
    this.#renderSoon();
  }

  disconnectedCallback(): void {
    removeEventListener('message', this.#listen);
    this.#frame?.remove();
    this.#frame = null;
    this.#fail('The figure was taken off the page.');
  }

  attributeChangedCallback(_name: string, before: string | null, now: string | null): void {
    if (before !== now && this.isConnected) this.#renderSoon();
  }

  /** One frame for several attributes set together. */
  #renderSoon(): void {
    if (this.#isQueued) return;
    this.#isQueued = true;
    this.#heard = new Promise((resolve) => (this.#hear = resolve));
    queueMicrotask(() => {
      this.#isQueued = false;
      if (this.isConnected) void this.#render();
    });
  }

  async #render(): Promise<void> {
    const at = (name: string) => this.getAttribute(name) ?? undefined;
    const frame = document.createElement('iframe');
    const [poster, posterDark] = await Promise.all([asData(at('poster')), asData(at('poster-dark'))]);
    const hash = writeAddress({
      link: await linkOf(at('spec') ?? ''),
      poster,
      posterDark,
      ends: at('ends'),
      alt: at('alt'),
      buttons: at('controls'),
      theme: at('theme'),
    });
    const control = at('control') ? `&control=${encodeURIComponent(at('control') ?? '')}` : '';
    frame.title = this.title || this.textContent?.trim() || 'A network to run, by Backblast';
    frame.loading = at('loading') === 'eager' ? 'eager' : 'lazy';
    frame.allow = 'fullscreen; clipboard-write';
    frame.setAttribute('sandbox', at('sandbox') ?? SANDBOX);
    frame.style.cssText = 'display:block;width:100%;height:100%;border:0';
    const preset = at('preset') ? `?preset=${encodeURIComponent(at('preset') ?? '')}` : '';
    frame.src = `${new URL('embed.html', site).href}${preset}#${hash}${control}`;
    this.#fail('The figure was given another experiment.');
    this.#frame = frame;
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    const style = document.createElement('style');
    style.textContent = ':host{display:block;min-height:420px}:host([hidden]){display:none}';
    root.replaceChildren(style, frame);
  }

  #take({ source, data }: MessageEvent): void {
    const { type, detail } = (data ?? {}) as { type?: unknown; detail?: unknown };
    if (!this.#frame || typeof type !== 'string' || !type.startsWith('backblast:')) return;
    if (source !== this.#frame.contentWindow) {
      if (type === 'backblast:begin') this.#frame.contentWindow?.postMessage(TURN, '*');
      return;
    }
    const name = type.slice('backblast:'.length);
    if (name === 'reply') this.#settle(data as Reply);
    else if (name === 'begin') {
      // Plain frames of embeds do not hear one in a shadow by themselves.
      for (let index = 0; index < window.length; index++) window[index]?.postMessage(TURN, '*');
    } else if (EVENTS.has(name)) {
      if (name === 'poster') this.#hear();
      if (name === 'resize')
        this.style.height = `${Math.max(200, Number((detail as { height: number }).height))}px`;
      this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
    }
  }

  #settle(reply: Reply): void {
    const waiting = this.#waiting.get(Number(reply.id));
    this.#waiting.delete(Number(reply.id));
    if ('error' in reply) waiting?.reject(new Error(reply.error));
    else waiting?.resolve(reply.value);
  }

  #fail(sentence: string): void {
    for (const { reject } of this.#waiting.values()) reject(new Error(sentence));
    this.#waiting.clear();
  }

  /** @internal A call of the frame; it begins to run where it has not. */
  async call(method: Method, args: readonly unknown[]): Promise<unknown> {
    if (!this.isConnected) throw new Error('The figure stands on no page.');
    if (this.#frame) this.#frame.loading = 'eager'; // one far down the page is not loaded yet
    await this.#heard;
    const id = ++this.#calls;
    const answered = new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
    this.#frame?.contentWindow?.postMessage({ type: `backblast:${method}`, id, args }, '*');
    return answered;
  }

  /** A property set before this script was there becomes an attribute now. */
  #upgrade(name: string): void {
    if (!Object.hasOwn(this, name)) return;
    const value: unknown = Reflect.get(this, name);
    Reflect.deleteProperty(this, name);
    Reflect.set(this, name, value);
  }
}

const propertyOf = (attribute: string): string =>
  attribute.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

for (const name of REFLECTED) {
  Object.defineProperty(BackBlast.prototype, propertyOf(name), {
    get(this: HTMLElement) {
      return this.getAttribute(name);
    },
    set(this: HTMLElement, value: unknown) {
      if (value === null || value === undefined) this.removeAttribute(name);
      else this.setAttribute(name, typeof value === 'string' ? value : JSON.stringify(value));
    },
    enumerable: true,
  });
}
for (const method of METHODS) {
  Object.defineProperty(BackBlast.prototype, method, {
    value(this: BackBlast, ...args: readonly unknown[]) {
      return this.call(method, args);
    },
  });
}

/** A link's text, a whole address with it, or the experiment as JSON. */
async function linkOf(spec: string): Promise<string> {
  const text = spec.trim();
  if (!text.startsWith('{')) return text.slice(text.indexOf('#') + 1);
  const packed = new Blob([text]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  const bytes = new Uint8Array(await new Response(packed).arrayBuffer());
  const base64 = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  const version = /"version"\s*:\s*(\d+)/.exec(text)?.[1] ?? '1';
  return `${version}.${base64.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')}`;
}

/** The frame loads pictures of its own site itself; others are handed to it. One that cannot be had is left out. */
async function asData(poster: string | undefined): Promise<string | undefined> {
  if (poster === undefined || poster.startsWith('data:')) return poster;
  try {
    const { href } = new URL(poster, document.baseURI);
    const home = new URL('.', site).href;
    if (href.startsWith(home)) return href.slice(home.length);
    const response = await fetch(href);
    if (!response.ok) return undefined;
    const reader = new FileReader();
    reader.readAsDataURL(await response.blob());
    await new Promise((resolve) => (reader.onloadend = resolve));
    return typeof reader.result === 'string' ? reader.result : undefined;
  } catch {
    return undefined;
  }
}

if (!customElements.get('back-blast')) customElements.define('back-blast', BackBlast);
