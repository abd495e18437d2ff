import { createReadStream } from 'node:fs';
import { copyFile, open, rename, rm, truncate } from 'node:fs/promises';
import { RunError, reasonOf, systemCode } from '../errors.ts';
import { type Line, LineSplitter } from '../read/line-splitter.ts';

const chunkBytes = 1024 * 1024;

interface LogLine extends Line {
  /** The last line may lack its newline. */
  readonly hasNewline: boolean;
}

/** What is left of a log that was cut back. */
export interface KeptLog {
  /** The newest event that is left, of whatever type. */
  readonly last: { readonly type: unknown; readonly time: number } | undefined;
  /** How many lines before the cut were no events, and are left out. */
  readonly broken: number;
}

/**
 * Keeps of `metrics.jsonl` the events that were told up to a time: by what they say, not by where they lie, since
 * somebody may have edited the file. If they are its start, that is one cut, so that a process which dies here
 * leaves the old end or the new one. Else they are written anew, and the file as it was stays as `<path>.damaged`.
 *
 * @throws {RunError} `LOG_UNWRITABLE`
 */
export async function cutLog(path: string, until: number): Promise<KeptLog> {
  try {
    const { start, isStart, ...kept } = await survey(path, until);
    if (isStart) await truncate(path, start);
    else await writeAnew(path, until);
    return kept;
  } catch (cause) {
    if (systemCode(cause) === 'ENOENT') return { last: undefined, broken: 0 };
    throw new RunError('LOG_UNWRITABLE', `cannot cut back ${path}: ${reasonOf(cause)}.`, {
      cause,
    });
  }
}

/** How many bytes the kept lines at the start take, whether these are all, and the broken lines between them. */
async function survey(path: string, until: number) {
  let start = 0;
  let isStart = true;
  let dropped = false;
  let broken = 0;
  let brokenSince = 0;
  let last: KeptLog['last'];
  for await (const { text, bytes, hasNewline } of linesOf(path)) {
    const event = eventIn(text);
    if (event === undefined) brokenSince++;
    if (event === undefined || event.time > until) {
      dropped = true;
      continue;
    }
    last = event;
    if (dropped || !hasNewline) isStart = false;
    else start += bytes;
    broken += brokenSince;
    brokenSince = 0;
  }
  return { start, isStart, last, broken };
}

async function writeAnew(path: string, until: number): Promise<void> {
  await copyFile(path, `${path}.damaged`);
  const unfinished = `${path}.tmp`;
  const file = await open(unfinished, 'w');
  try {
    for await (const { text } of linesOf(path)) {
      const event = eventIn(text);
      if (event !== undefined && event.time <= until) await file.appendFile(`${String(text)}\n`);
    }
    await file.sync();
    await file.close();
    await rename(unfinished, path);
  } catch (error) {
    await file.close();
    await rm(unfinished, { force: true }).catch(() => {});
    throw error;
  }
}

async function* linesOf(path: string): AsyncGenerator<LogLine> {
  const lines = new LineSplitter();
  for await (const chunk of createReadStream(path, { highWaterMark: chunkBytes })) {
    for (const line of lines.push(chunk)) yield { ...line, hasNewline: true };
  }
  const text = lines.rest();
  if (text !== '') yield { text, bytes: 0, hasNewline: false };
}

function eventIn(text: Line['text']): KeptLog['last'] {
  try {
    const { type, time } = JSON.parse(String(text));
    return typeof time === 'number' ? { type, time } : undefined;
  } catch {
    return undefined;
  }
}
