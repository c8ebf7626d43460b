/** The built site as a plain static host serves it: under a sub-path, packed, with no CORS header; as slowly as asked. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.webp': 'image/webp',
  '.wasm': 'application/wasm',
};
const PACKED = /^(text|application)\//;

export interface Line {
  readonly bytesPerSecond: number;
  /** From a request to the first byte of its answer. */
  readonly latencyMs: number;
}

export interface Site {
  /** `http://127.0.0.1:PORT/some/where/` */
  readonly url: string;
  /**
   * What was sent: path and bytes on the line, oldest first. `round`: how many answers, one after the other, had come
   * whole before it was asked for, and itself: that many times the line's latency is waited for.
   */
  readonly sent: { readonly path: string; readonly bytes: number; readonly round: number }[];
  close(): Promise<void>;
}

export async function serveSite(line?: Line, pages: Readonly<Record<string, string>> = {}): Promise<Site> {
  const dist = path.resolve(import.meta.dirname, '../../../dist');
  const sent: Site['sent'] = [];
  /** When the line is free again: all answers share it. */
  let freeAt = 0;
  const packed = new Map<string, Buffer>();
  let roundsDone = 0;

  const server = createServer((request, response) => {
    const name = new URL(request.url ?? '/', 'http://x').pathname.replace(/^\/some\/where\//, '');
    const file = path.join(dist, name === '' ? 'index.html' : name);
    const own = pages[name];
    if (own === undefined && !(file.startsWith(dist) && existsSync(file) && statSync(file).isFile())) {
      response.writeHead(404).end();
      return;
    }
    const type = TYPES[path.extname(name)] ?? 'application/octet-stream';
    let body: Buffer = own === undefined ? readFileSync(file) : Buffer.from(own);
    const headers: Record<string, string> = { 'content-type': type, 'cache-control': 'max-age=600' };
    if (PACKED.test(type) && type !== 'application/octet-stream') {
      body = packed.get(name) ?? gzipSync(body, { level: 9 });
      packed.set(name, body);
      headers['content-encoding'] = 'gzip';
    }
    const round = roundsDone + 1;
    sent.push({ path: name, bytes: body.length, round });
    response.on('finish', () => (roundsDone = Math.max(roundsDone, round)));
    const send = () => response.writeHead(200, headers).end(body);
    if (!line) {
      send();
      return;
    }
    const now = Date.now();
    freeAt = Math.max(freeAt, now + line.latencyMs) + (1000 * body.length) / line.bytesPerSecond;
    setTimeout(send, freeAt - now);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return {
    url: `http://127.0.0.1:${address.port}/some/where/`,
    sent,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
