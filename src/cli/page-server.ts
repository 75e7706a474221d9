/** @file Serves the files of a site from memory, to this machine only. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname } from 'node:path';
import { NerwinError } from '../error.js';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.safetensors': 'application/octet-stream',
};

/** Host names under which this machine is asked; others would let a foreign page read the site by DNS rebinding. */
const isLocal = (host: string | undefined): boolean => /^(127\.0\.0\.1|localhost)(:\d+)?$/.test(host ?? '');

/**
 * Serves `site` on the loopback interface until the process is interrupted; `ready` is called with the address.
 * Throws 'usage' if the port is taken or not allowed.
 */
export async function serve(
  site: ReadonlyMap<string, Uint8Array>,
  port: number,
  ready: (address: string) => void | Promise<void>,
): Promise<void> {
  const server = createServer(({ url = '/', method, headers }, response) => {
    const name = url.replace(/[?#].*$/, '').slice(1) || 'index.html';
    const bytes = isLocal(headers.host) ? site.get(name) : undefined;
    if (bytes === undefined || (method !== 'GET' && method !== 'HEAD')) {
      response.writeHead(bytes ? 405 : 404, { 'content-type': 'text/plain' }).end('not here\n');
      return;
    }
    const type = types[extname(name)] ?? 'application/octet-stream';
    response.writeHead(200, {
      'content-type': type,
      'content-length': bytes.length,
      'cache-control': 'no-cache',
      'x-content-type-options': 'nosniff',
    });
    response.end(method === 'HEAD' ? undefined : bytes);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const what = error.code === 'EADDRINUSE' ? 'is in use' : `cannot be used: ${error.message}`;
      reject(
        new NerwinError('usage', `--port: ${port} ${what}`, 'choose another one, or 0 for a free one', {
          cause: error,
        }),
      );
    });
    server.once('close', resolve);
    server.listen(port, '127.0.0.1', () => {
      void ready(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    });
  });
}
