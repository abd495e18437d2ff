import { randomUUID } from 'node:crypto';
import { rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { syncFolder } from './sync-folder.ts';
import { writeSynced } from './write-synced.ts';

/**
 * Writes a file so that a reader, or the next start after a crash, sees the old one or the new one as a whole.
 *
 * @throws what the file system says against it; then the old one is as it was, and nothing is left beside it.
 */
export async function replaceFile(path: string, content: string | Uint8Array): Promise<void> {
  // Two processes, or two calls of one, may replace the same file at once: the last rename wins.
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    await writeSynced(temporary, content);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {});
    throw error;
  }
  await syncFolder(dirname(path));
}
