/** Which backend, in which order, and why: pure, in whole sentences for the status bar. */
import type { BackendInfo, BackendName } from '../engine/types';

/** What the page can find out by itself, cheaply. */
export interface PageFacts {
  /** Null: no WebGL 2. */
  readonly webgl: { readonly renderer: string; readonly floatTargets: boolean } | null;
  readonly wasm: boolean;
}

export interface Refusal {
  readonly backend: BackendName;
  /** A sentence. */
  readonly reason: string;
}

export interface Choice {
  /** To be tried one after the other. */
  readonly order: readonly BackendName[];
  /** Those left out beforehand. */
  readonly refused: readonly Refusal[];
}

const SOFTWARE = /swiftshader|llvmpipe|softpipe|microsoft basic render|software/i;

export const isSoftware = (renderer: string): boolean => SOFTWARE.test(renderer);

/** Steps a second below which WebGL is measured against WebAssembly before a run. */
export const SLOW_PACE = 10;

export function chooseBackends(facts: PageFacts, forced: BackendName | null): Choice {
  if (forced) return { order: [forced], refused: [] };
  const refused: Refusal[] = [];
  const reason = refusalOfWebgl(facts);
  if (reason) refused.push({ backend: 'webgl', reason });
  if (!facts.wasm) refused.push({ backend: 'wasm', reason: 'this browser has no WebAssembly.' });
  const left = new Set(refused.map(({ backend }) => backend));
  return { order: (['webgl', 'wasm', 'cpu'] as const).filter((name) => !left.has(name)), refused };
}

function refusalOfWebgl({ webgl }: PageFacts): string | null {
  if (!webgl) return 'this browser has no WebGL 2.';
  if (isSoftware(webgl.renderer)) return 'this browser draws WebGL in software.';
  if (!webgl.floatTargets) return 'this graphics card keeps 16 bits of a number, not 32.';
  return null;
}

const PLACES: Readonly<Record<BackendName, string>> = {
  webgl: 'On the graphics card (WebGL)',
  wasm: 'On the processor (WebAssembly)',
  cpu: 'On the processor (JavaScript)',
};

type BackendFacts = Omit<BackendInfo, 'renderer'>;

const placeOf = ({ name, software, floatBits }: BackendFacts): string =>
  `${name === 'webgl' && software ? 'On the processor (WebGL in software)' : PLACES[name]}, ${floatBits} bit`;

/** “On the processor (WebAssembly), 32 bit: this browser draws WebGL in software.” */
export function reasonFor(backend: BackendFacts, forced: boolean, refused: readonly Refusal[]): string {
  const place = placeOf(backend);
  if (forced) return `${place}: chosen by you.`;
  if (refused.length === 0) return `${place}.`;
  const [first = '', ...others] = refused.map(({ reason }) => reason);
  return [`${place}: ${decapitalized(first)}`, ...others.map(capitalized)].join(' ');
}

/** Said when WebGL was measured and found too slow. */
export function reasonOfPace(backend: BackendFacts, webglPace: number, wasmPace: number): string {
  const webgl = `WebGL would make ${rounded(webglPace)} steps a second with this network`;
  return `${placeOf(backend)}: ${webgl}, WebAssembly ${rounded(wasmPace)}.`;
}

/** Said when none would start. */
export function reasonOfFailure(forced: BackendName | null, refused: readonly Refusal[]): string {
  const details = refused
    .map(({ backend, reason }) => `${BACKEND_WORDS[backend]}: ${decapitalized(reason)}`)
    .join(' ');
  if (forced) return `${BACKEND_WORDS[forced]} was asked for and cannot be used here. ${details}`;
  return `No engine would start in this browser. ${details}`;
}

export const BACKEND_WORDS: Readonly<Record<BackendName, string>> = {
  webgl: 'WebGL',
  wasm: 'WebAssembly',
  cpu: 'Plain JavaScript',
};

const rounded = (pace: number) => (pace < 10 ? pace.toFixed(1) : pace.toFixed(0));

const capitalized = (sentence: string) => sentence.charAt(0).toUpperCase() + sentence.slice(1);

/** The sentence inside another one; names such as “WebGL” keep their capitals. */
function decapitalized(sentence: string): string {
  return /^[A-Z][a-z]+ /.test(sentence) ? sentence.charAt(0).toLowerCase() + sentence.slice(1) : sentence;
}
