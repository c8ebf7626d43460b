import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { defineConfig, type Plugin } from 'vite';

/** Every page of the site: the HTML files beside this one. The embed's is built by itself (scripts/embed.mjs). */
const pages = readdirSync(import.meta.dirname).filter(
  (name) => name.endsWith('.html') && name !== 'embed.html',
);

/** The scripts that stand in a page itself are allowed by their hashes. */
const hashesOf = (html: string): string =>
  [...html.matchAll(/<script>([^]*?)<\/script>/g)]
    .map(([, script = '']) => ` 'sha256-${createHash('sha256').update(script).digest('base64')}'`)
    .join('');

const contentSecurityPolicy = (html: string) =>
  [
    "default-src 'self'",
    `script-src 'self' 'wasm-unsafe-eval'${hashesOf(html)}`,
    "worker-src 'self' blob:",
    "img-src 'self' data: blob:",
    "style-src 'self' 'unsafe-inline'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
  ].join('; ');

/** In the build only: the dev server puts an inline script into its pages, which this policy forbids. */
const policyOfBuiltPages: Plugin = {
  name: 'backblast:content-security-policy',
  apply: 'build',
  transformIndexHtml: (html) => [
    {
      tag: 'meta',
      attrs: { 'http-equiv': 'Content-Security-Policy', content: contentSecurityPolicy(html) },
      injectTo: 'head-prepend',
    },
  ],
};

type Bundle = Readonly<Record<string, { readonly type: string; readonly imports?: readonly string[] }>>;
const importsIn = (bundle: Bundle, name: string): readonly string[] => bundle[name]?.imports ?? [];

/** The lab's scripts, which the page's first one calls, and the Latin letters are fetched from the start. */
const preloads: Plugin = {
  name: 'backblast:preloads',
  apply: 'build',
  transformIndexHtml(_html, { bundle = {}, filename }) {
    if (!filename.endsWith('index.html')) return [];
    const files = Object.values(bundle);
    const fonts = files.filter(({ fileName }) => /-latin-wght-.*\.woff2$/.test(fileName));
    const page = files.find(
      (file) => file.type === 'chunk' && file.facadeModuleId?.endsWith('src/app/page.tsx'),
    );
    const lab = page ? closureOf([page.fileName], (name) => importsIn(bundle, name)) : [];
    return [
      ...fonts.map(({ fileName }) => ({
        tag: 'link',
        injectTo: 'head' as const,
        attrs: { rel: 'preload', as: 'font', type: 'font/woff2', crossorigin: true, href: `./${fileName}` },
      })),
      ...[...lab].map((fileName) => ({
        tag: 'link',
        injectTo: 'head' as const,
        attrs: { rel: 'preload', as: 'script', crossorigin: true, href: `./${fileName}` },
      })),
    ];
  },
};

const entries = new Set<string>();
/** Notes the scripts that pages begin with. */
const notesEntries: Plugin = {
  name: 'backblast:entries',
  apply: 'build',
  moduleParsed({ id, isEntry }) {
    if (isEntry) entries.add(id);
  },
};

/**
 * What the lab's first sight needs and no other page nor the first script: one file. Left to itself the bundler cuts it
 * into a piece for each set of later scripts that share something, a dozen in all, which pack 6 kB worse.
 */
function isOfLabAlone(id: string, importsOf: (id: string) => readonly string[]): boolean {
  if (!labAlone) {
    const others = closureOf(entries, importsOf);
    const lab = closureOf([path.resolve(import.meta.dirname, 'src/app/page.tsx')], importsOf);
    labAlone = new Set([...lab].filter((each) => !others.has(each)));
  }
  return labAlone.has(id);
}
let labAlone: ReadonlySet<string> | null = null;

function closureOf(roots: Iterable<string>, importsOf: (id: string) => readonly string[]): Set<string> {
  const reached = new Set<string>();
  const waiting = [...roots];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (reached.has(id)) continue;
    reached.add(id);
    waiting.push(...importsOf(id));
  }
  return reached;
}

export default defineConfig({
  base: './',
  plugins: [policyOfBuiltPages, preloads, notesEntries],
  // A classic script also starts from a blob in a sandboxed frame, where a module worker does not.
  worker: { format: 'iife' },
  build: {
    target: 'es2022',
    // light-dark() as written: translated, it would no longer follow a color-scheme set further down the page.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    manifest: true,
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: pages,
      output: {
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [
            {
              debugName: 'lab',
              name: (id, graph) =>
                isOfLabAlone(id, (each) => graph.getModuleInfo(each)?.importedIds ?? []) ? 'lab' : null,
            },
          ],
        },
      },
    },
  },
  experimental: {
    // A worker started from a blob has no address of its own, so it is told one: `self.scriptUrl`.
    renderBuiltUrl(file, { hostId, hostType, type }) {
      const inWorker = type === 'asset' && hostType === 'js' && hostId.startsWith('assets/worker.');
      if (!inWorker) return { relative: true };
      const sibling = JSON.stringify(file.replace(/^assets\//, ''));
      return { runtime: `new URL(${sibling}, self.scriptUrl || self.location.href).href` };
    },
  },
  // The workers are entries too: found late, their packages would make the dev server reload the page.
  optimizeDeps: { entries: [...pages, 'src/runner/worker*.ts'] },
});
