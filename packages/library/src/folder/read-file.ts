import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { type FileState, isSameState, stateOf } from './file-state.ts';

export interface ReadFile {
  readonly bytes: Buffer;
  readonly sha256: string;
  readonly state: FileState;
  /** When reading began, in ms since 1970. */
  readonly readAt: number;
}

/**
 * The bytes of a file together with the state that they belong to.
 *
 * @throws {Error} if the system refuses, if the file has more than `maxBytes`, or if it was written to meanwhile.
 */
export async function readWhole(file: Buffer, maxBytes: number): Promise<ReadFile> {
  const handle = await open(file);
  try {
    const readAt = Date.now();
    const before = stateOf(await handle.stat({ bigint: true }));
    if (before.size > maxBytes) {
      throw new Error(`it has ${before.size} bytes, more than the largest picture takes`);
    }
    const bytes = await handle.readFile();
    const state = stateOf(await handle.stat({ bigint: true }));
    if (!isSameState(before, state)) throw new Error('it is being written; the next run takes it');
    return { bytes, sha256: createHash('sha256').update(bytes).digest('hex'), state, readAt };
  } finally {
    await handle.close();
  }
}
