import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { contents } from './small-set.ts';

export interface Mirror {
  readonly url: string;
  /** As `<name> <range>`, in the order in which they came. */
  readonly requests: readonly string[];
  /** Bytes of a body after which it falls silent. */
  stopAfter: number;
  /** Sends a few bytes more where it fell silent. */
  trickle(): void;
}

/** A file server on this machine that knows ranges, and that lives as long as the test. */
export async function startMirror(answers: ReadonlyMap<string, Uint8Array> = contents): Promise<Mirror> {
  const requests: string[] = [];
  let more = (): void => undefined;
  const mirror = { url: '', requests, stopAfter: Number.POSITIVE_INFINITY, trickle: () => more() };
  const server = createServer((request, response) => {
    const name = (request.url ?? '').slice(1);
    requests.push(`${name} ${request.headers.range ?? 'whole'}`);
    const content = answers.get(name);
    if (content === undefined) return response.writeHead(404).end();
    const start = startOf(request);
    response.setHeader('etag', '"1"');
    response.setHeader('content-length', content.length - start);
    if (start > 0)
      response.setHeader('content-range', `bytes ${start}-${content.length - 1}/${content.length}`);
    response.writeHead(start > 0 ? 206 : 200);
    let at = Math.min(content.length, start + mirror.stopAfter);
    if (at === content.length) return response.end(content.subarray(start));
    response.write(content.subarray(start, at));
    more = () => response.write(content.subarray(at, ++at));
    return undefined;
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  mirror.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return mirror;
}

function startOf({ headers }: IncomingMessage): number {
  return Number(/^bytes=(\d+)-$/.exec(headers.range ?? '')?.[1] ?? 0);
}
