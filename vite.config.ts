import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
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

/** The lab's script, which the page's first one calls, and the Latin letters are fetched from the start. */
const preloads: Plugin = {
  name: 'backblast:preloads',
  apply: 'build',
  transformIndexHtml(_html, { bundle = {}, filename }) {
    if (!filename.endsWith('index.html')) return [];
    const files = Object.values(bundle);
    const fonts = files.filter(({ fileName }) => /-latin-wght-.*\.woff2$/.test(fileName));
    const lab = files.flatMap((file) =>
      file.type === 'chunk' && file.facadeModuleId?.endsWith('src/app/page.tsx')
        ? [file.fileName, ...file.imports]
        : [],
    );
    return [
      ...fonts.map(({ fileName }) => ({
        tag: 'link',
        injectTo: 'head' as const,
        attrs: { rel: 'preload', as: 'font', type: 'font/woff2', crossorigin: true, href: `./${fileName}` },
      })),
      ...lab.map((fileName) => ({
        tag: 'link',
        injectTo: 'head' as const,
        attrs: { rel: 'preload', as: 'script', crossorigin: true, href: `./${fileName}` },
      })),
    ];
  },
};

export default defineConfig({
  base: './',
  plugins: [policyOfBuiltPages, preloads],
  // A classic script also starts from a blob in a sandboxed frame, where a module worker does not.
  worker: { format: 'iife' },
  build: {
    target: 'es2022',
    // light-dark() as written: translated, it would no longer follow a color-scheme set further down the page.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    manifest: true,
    assetsInlineLimit: 0,
    rolldownOptions: { input: pages },
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
