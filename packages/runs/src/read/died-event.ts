import { basename, join } from 'node:path';
import type { RunEnded } from '@hourglass/models/config';
import { lastWords } from '../files/last-words.ts';
import { runFiles } from '../files/layout.ts';
import { readLock } from '../files/lock-file.ts';
import { tailOfFile } from '../files/tail-of-file.ts';
import type { RunSummarizer } from './run-summary.ts';

/** What a reader says about a run whose process is gone without a `run-ended`. */
export async function diedEvent(directory: string, events: RunSummarizer): Promise<RunEnded> {
  const lock = await readLock(directory);
  const pid = lock ? ` (pid ${lock.pid})` : '';
  const words = lastWords(await tailOfFile(join(directory, runFiles.log), 4096));
  const why = words
    ? `Its ${runFiles.log} says: ${words}`
    : 'It was killed, or the machine ran out of memory, disk or power.';
  const message =
    `the run's process${pid} died without saying so. ${why}\nIts files are in ${directory}; ` +
    `\`hourglass resume ${basename(directory)}\` goes on from its newest checkpoint.`;
  return events.end('died', events.summary().time, message);
}
