import { once } from 'node:events';
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export interface Mirror {
  /** Base URL, with a slash at its end. */
  readonly url: string;
  /** The requests so far. */
  readonly requests: readonly IncomingMessage[];
}

/** An HTTP server on this machine that lives as long as the test. */
export async function startMirror(
  listener: RequestListener,
  prepare: (server: Server) => void = () => {},
): Promise<Mirror> {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    listener(request, response);
  });
  prepare(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, requests };
}

export interface ServeOptions {
  readonly etag?: string;
  readonly lastModified?: string;
  /** Answer Range requests. Default true. */
  readonly ranges?: boolean;
  /** Honour If-Range. Default true. */
  readonly ifRange?: boolean;
  /** Drop the connection after so many bytes of the body. */
  readonly cutAfter?: number;
}

/** Answers as a good file server does, but for `cutAfter`. */
export function serve(
  request: IncomingMessage,
  response: ServerResponse,
  content: Uint8Array,
  { etag, lastModified, ranges = true, ifRange = true, cutAfter = Infinity }: ServeOptions = { etag: '"1"' },
): void {
  if (etag !== undefined) response.setHeader('etag', etag);
  if (lastModified !== undefined) response.setHeader('last-modified', lastModified);
  const asked = /^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1];
  const condition = String(request.headers['if-range']);
  const unchanged = !ifRange || condition === etag || condition === lastModified;
  const start = ranges && asked !== undefined && unchanged ? Number(asked) : 0;
  if (start > 0)
    response.setHeader('content-range', `bytes ${start}-${content.length - 1}/${content.length}`);
  response.setHeader('content-length', content.length - start);
  response.writeHead(start > 0 ? 206 : 200);
  if (start + cutAfter >= content.length) response.end(content.subarray(start));
  else response.write(content.subarray(start, start + cutAfter), () => response.destroy());
}
