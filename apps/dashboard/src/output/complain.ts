import { lineOf } from '@hourglass/command-line';

/** Says on stderr, in one line, what a person should know: a warning, or what went wrong. */
export function complain(what: unknown): void {
  process.stderr.write(`${lineOf('hourglass', what)}\n`);
}
