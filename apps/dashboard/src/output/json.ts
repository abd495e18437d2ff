import type { Printer } from './follow.ts';

/** The events as they are, one a line: the same lines as in the run's metrics.jsonl. */
export function jsonPrinter(write: (text: string) => void): Printer {
  return {
    event: (event) => write(`${JSON.stringify(event)}\n`),
    end: () => undefined,
  };
}
