import { connect } from 'node:net';
import { systemCode } from '../errors.ts';

/** Errors of a socket that has a listener, though one that is too busy to take us in. */
const busy = new Set(['EAGAIN', 'EBUSY']);

/** How long to wait for a listener; a local socket answers in well under a millisecond. */
const patienceMs = 500;

/** Whether a process listens on this socket or pipe. Says nothing to it. */
export function isListening(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    const settle = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(patienceMs, () => settle(true));
    socket.once('connect', () => settle(true));
    socket.once('error', (error) => settle(busy.has(systemCode(error) ?? '')));
  });
}
