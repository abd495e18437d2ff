import { basename, join } from 'node:path';
import type { RunEnded } from '@hourglass/models/config';
import { lastWords } from '../files/last-words.ts';
import { runFiles } from '../files/layout.ts';
import { readLock } from '../files/lock-file.ts';
import { sinceLastStart } from '../files/start-mark.ts';
import { tailOfFile } from '../files/tail-of-file.ts';
import type { RunSummarizer } from './run-summary.ts';

/** What a reader says about a run whose process is gone without a `run-ended`. */
export async function diedEvent(directory: string, events: RunSummarizer): Promise<RunEnded> {
  const lock = await readLock(directory);
  const words = lastWords(sinceLastStart(await tailOfFile(join(directory, runFiles.log), 4096)));
  const said = words ? ` Its ${runFiles.log} says: ${words}` : '';
  const killed = said || ' It was killed, or the machine ran out of memory, disk or power.';
  // A process that ends takes its lock away, and one that dies does not.
  const what = lock
    ? `the run's process (pid ${lock.pid}) died without saying so.${killed}`
    : `the run does not say how it ended: its process died as it began, or ${runFiles.metrics} was lost, cut or edited.${said}`;
  const message =
    `${what}\nIts files are in ${directory}; ` +
    `\`hourglass resume ${basename(directory)}\` goes on from its newest checkpoint.`;
  return events.end('died', events.summary().time, message);
}

/** The same of a run whose files were taken away under the eyes of its reader. */
export function goneEvent(directory: string, events: RunSummarizer): RunEnded {
  const message =
    `the run's folder, or its ${runFiles.metrics}, was deleted, moved or replaced while it was at work: ${directory}. Its process ` +
    'ends by itself, and writes nothing there any more. What was moved goes on by `hourglass resume <where it is now>`.';
  return events.end('died', events.summary().time, message);
}
