import { type FileHandle, stat } from 'node:fs/promises';
import { isAbsence } from '../errors.ts';

/**
 * Tells, whenever it is asked, whether a path still names the file that was opened there. Where a file system
 * gives its files no lasting numbers, it always does.
 */
export async function sameFile(file: FileHandle, path: string): Promise<() => Promise<boolean>> {
  const { ino, dev } = await file.stat({ bigint: true });
  const isSame = async () => {
    const now = await stat(path, { bigint: true }).catch(undefinedIfAbsent);
    return now !== undefined && now.ino === ino && now.dev === dev;
  };
  return (await isSame()) ? isSame : async () => true;
}

/** Other errors than absence prove nothing. */
function undefinedIfAbsent(error: unknown): undefined {
  if (!isAbsence(error)) throw error;
}
