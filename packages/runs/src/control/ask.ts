import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { type ControlReply, type ControlRequest, replySchema } from './protocol.ts';

/** The peer is there, but did not answer in time, or hung up. */
export class NoAnswer extends Error {}

/**
 * Sends one request to a control socket and waits for the reply.
 *
 * @throws {NoAnswer} after `timeoutMs`, or if what comes back is no reply.
 * @throws the system's error, such as `ECONNREFUSED`, if nobody listens.
 */
export function ask(path: string, request: ControlRequest, timeoutMs: number): Promise<ControlReply> {
  return new Promise((resolve, reject) => {
    const socket = connect(path, () => socket.write(`${JSON.stringify(request)}\n`));
    const lines = createInterface({ input: socket });
    const timer = setTimeout(
      () => settle(() => reject(new NoAnswer(`no answer in ${timeoutMs} ms`))),
      timeoutMs,
    );
    const settle = (finish: () => void) => {
      clearTimeout(timer);
      lines.close();
      socket.destroy();
      finish();
    };
    // Lines is given each error of its input too, and would throw it if nobody listened there.
    lines.once('error', () => {});
    socket.once('error', (error) => settle(() => reject(error)));
    socket.once('close', () => settle(() => reject(new NoAnswer('it hung up'))));
    lines.once('line', (line) => settle(() => resolveReply(line, resolve, reject)));
  });
}

function resolveReply(line: string, resolve: (reply: ControlReply) => void, reject: (error: Error) => void) {
  try {
    resolve(replySchema.parse(JSON.parse(line)));
  } catch {
    reject(new NoAnswer(`it said '${line.slice(0, 80)}'`));
  }
}
