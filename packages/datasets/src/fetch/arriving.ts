import type { Readable } from 'node:stream';
import { reasonOf } from '../errors.ts';
import { MirrorError } from './mirror-error.ts';

/** What may wait in memory for the disk. */
const MOST_WAITING = 4 * 1024 * 1024;

/**
 * The pieces of a body as they arrive, and, if the line breaks, the error only after all of them.
 * (A stream that is read in the usual way drops what it holds when it fails; a resumed download wants it.)
 *
 * It listens from the call on, not from the first `next`.
 *
 * @throws {MirrorError} from the iterator, when the line breaks.
 */
export function arriving(body: Readable): AsyncGenerator<Uint8Array, void> {
  const waiting: Uint8Array[] = [];
  let bytes = 0;
  let end: 'whole' | MirrorError | undefined;
  let wake = () => {};
  const finish = (how: 'whole' | MirrorError) => {
    end ??= how;
    wake();
  };
  body.on('data', (piece: Uint8Array) => {
    waiting.push(piece);
    bytes += piece.length;
    if (bytes > MOST_WAITING) body.pause();
    wake();
  });
  body.on('end', () => finish('whole'));
  body.on('error', (error) => finish(new MirrorError(reasonOf(error), { again: true })));
  body.on('close', () => finish(new MirrorError('the connection was closed', { again: true })));

  return (async function* () {
    for (;;) {
      const piece = waiting.shift();
      if (piece !== undefined) {
        bytes -= piece.length;
        if (body.isPaused()) body.resume();
        yield piece;
      } else if (end === 'whole') return;
      else if (end !== undefined) throw end;
      else {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    }
  })();
}
