/** Which kind of reference file a text is, by its content or else by its name, and whether it is whole. */
import * as v from 'valibot';
import { type FileOf, formats, type Kind } from './formats';
import { BrokenFile } from './numbers';

export type Recognised = { readonly [K in Kind]: { readonly kind: K; readonly file: FileOf<K> } }[Kind];

/** What only that kind has. */
const MARKS: readonly (readonly [Kind, (keys: ReadonlySet<string>) => boolean])[] = [
  ['network', (keys) => keys.has('blocks') && keys.has('measured')],
  ['explosion', (keys) => keys.has('blocks') && keys.has('float32')],
  ['activations', (keys) => keys.has('activations') && keys.has('x')],
  ['optimizers', (keys) => keys.has('gradientSequences')],
  ['clipping', (keys) => keys.has('gradientLists')],
  ['initializers', (keys) => keys.has('orthogonal')],
  ['losses', (keys) => keys.has('cases') && keys.has('reduction')],
];
/** Reference files that hold nothing the engine is compared with. */
export const isAside = (path: string): boolean => /(^|\/)(theory|check)\.json$/.test(path);
const NAMES: readonly (readonly [Kind, RegExp])[] = [
  ['network', /(^|\/)networks\/[^/]+$/],
  ['explosion', /(^|\/)explosions\/[^/]+$/],
  ...(['activations', 'losses', 'optimizers', 'clipping', 'initializers'] as const).map(
    (kind) => [kind, new RegExp(`(^|/)${kind}\\.json$`)] as const,
  ),
];

/** Null for what is no reference file. Throws BrokenFile. `path` has slashes. */
export function recognise(path: string, text: string): Recognised | null {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new BrokenFile(`It is no JSON: ${error instanceof Error ? error.message : String(error)}.`);
  }
  const isObject = typeof json === 'object' && json !== null && !Array.isArray(json);
  const keys = new Set(isObject ? Object.keys(json as object) : []); // just checked
  const kind =
    MARKS.find(([, has]) => has(keys))?.[0] ?? NAMES.find(([, pattern]) => pattern.test(path))?.[0];
  return kind ? whole(kind, json) : null;
}

function whole(kind: Kind, json: unknown): Recognised {
  const result = v.safeParse(formats[kind], json, { abortEarly: true });
  if (result.success) return { kind, file: result.output } as Recognised; // the format is the kind's
  const [issue] = result.issues;
  const place = v.getDotPath(issue);
  throw new BrokenFile(`As ${kind} it is not whole: ${place ? `${place}: ` : ''}${issue.message}.`);
}
