import { exitCodes } from './errors.ts';

let whenClosed = (): void => process.exit(exitCodes.ok);

/** What a pipe says whose reader has gone, and a terminal that was closed. */
const closedCodes: readonly (string | undefined)[] = ['EPIPE', 'EIO'];

/** Whoever reads our output may have had enough: `hourglass | head -1`. That is no failure. */
export function guardStdout(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (closedCodes.includes(error.code)) whenClosed();
    else process.exit(exitCodes.failed);
  });
}

/** What to do then, instead of ending at once. May be called for each line that is still written. */
export function whenStdoutCloses(action: () => void): void {
  whenClosed = action;
}

/** Ends the process when what was written has left it: a pipe may still hold some of it back. */
export function exitOnceWritten(code: number): void {
  process.stdout.write('', () => process.stderr.write('', () => process.exit(code)));
}
