import { join } from 'node:path';
import { runFiles } from '../files/layout.ts';
import { EventLog } from './event-log.ts';
import { RunSummarizer } from './run-summary.ts';

/** What the events that are on disk now come to. @param isClosed whether nobody writes there any more. */
export async function readEvents(directory: string, isClosed = false): Promise<RunSummarizer> {
  const events = new RunSummarizer();
  // The pictures are most of the bytes and no part of a summary.
  const log = new EventLog(join(directory, runFiles.metrics), ['preview', 'neighbours']);
  try {
    for await (const event of log.read()) events.add(event);
    const last = isClosed ? log.last() : undefined;
    if (last) events.add(last);
  } finally {
    await log.close();
  }
  return events;
}
