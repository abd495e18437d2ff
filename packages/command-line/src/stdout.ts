import { writeSync } from 'node:fs';
import { Socket } from 'node:net';

type Listener = (why: string) => void;

let listener: Listener | undefined;
let isLost = false;

/**
 * Writes text to stdout, all of it. Where that cannot be done the listener of `whenOutputIsLost` hears why, once;
 * without one the program ends with a line on stderr. What is printed after that is dropped.
 */
export function print(text: string): void {
  const { stdout } = process;
  if (isLost) return;
  // A terminal or a pipe: what goes wrong there is an event.
  if (stdout instanceof Socket) stdout.write(text);
  else writeWhole(text);
}

/** Node's own stream for files takes a part that was written for the whole: the rest is lost without a word. */
function writeWhole(text: string): void {
  const bytes = Buffer.from(text);
  try {
    for (let at = 0; at < bytes.length; ) at += writeSync(process.stdout.fd, bytes, at);
  } catch (error) {
    lose(error as NodeJS.ErrnoException);
  }
}

/**
 * Lets something be done when stdout cannot be written, instead of ending the program at once.
 *
 * @param then gets a sentence without its full stop, such as "the output cannot be written: the disk is full (ENOSPC)".
 * @returns a function that takes this back.
 */
export function whenOutputIsLost(then: Listener): () => void {
  const before = listener;
  listener = then;
  return () => {
    listener = before;
  };
}

/** To be called once, before anything is written. @param end what ends the program where nobody listens. */
export function guardOutput(end: Listener): void {
  listener = end;
  process.stdout.on('error', lose);
  // Chatter that nobody reads is no reason to end.
  process.stderr.on('error', () => undefined);
}

/** Ends the process when what was written has left it: a pipe may still hold some of it back. */
export function exitOnceWritten(code: number): void {
  const exit = () => process.stderr.write('', () => process.exit(code));
  if (isLost || !(process.stdout instanceof Socket)) exit();
  else {
    process.stdout.write('', (error) => {
      if (error) lose(error);
      exit();
    });
  }
}

/** What a person is told of the errors that come up. */
const reasons: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the quota of the disk is used up',
  EFBIG: 'the file may not become any larger',
  EPIPE: 'nobody reads it any more',
  EIO: 'its terminal or disk is gone',
};

function lose(error: NodeJS.ErrnoException): void {
  if (isLost) return;
  isLost = true;
  const { code = error.message } = error;
  const reason = reasons[code];
  listener?.(`the output cannot be written: ${reason ? `${reason} (${code})` : code}`);
}
