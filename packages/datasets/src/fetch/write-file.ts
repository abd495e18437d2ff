import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { makeFolder } from '@hourglass/files';
import { DatasetError, reasonOf } from '../errors.ts';

/**
 * Writes a whole file or nothing: to a temporary name beside it, then renamed.
 * It does not wait for the disk (fsync): whoever reads the file checks its bytes.
 *
 * @throws {DatasetError} `CACHE_UNUSABLE`
 */
export async function writeWhole(path: string, bytes: Uint8Array | string): Promise<void> {
  const temporary = `${path}.${randomUUID()}.tmp`;
  await onDisk(dirname(path), async () => {
    await makeFolder(dirname(path));
    try {
      const file = await open(temporary, 'w');
      try {
        await file.writeFile(bytes);
      } finally {
        await file.close();
      }
      await rename(temporary, path);
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
  });
}

/** Runs work on files of the cache; what the file system says against it becomes `CACHE_UNUSABLE`. */
export async function onDisk<T>(folder: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
    throw new DatasetError(
      'CACHE_UNUSABLE',
      `The cache folder ${folder} cannot be written: ${reasonOf(error)}.\n` +
        'Make room or set its permissions, or name another one: HOURGLASS_CACHE.',
      { cause: error },
    );
  }
}
