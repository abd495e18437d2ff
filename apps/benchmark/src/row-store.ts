import { createHash } from 'node:crypto';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from '@hourglass/files';
import { writeOutput } from './output.ts';
import type { BaseRow } from './result.ts';

/**
 * Rows of a run that was cut off, a file each, so that the next run need not measure them again. A key is plain
 * data that a row depends on.
 */
export interface RowStore {
  /** A file that is not whole, or of another key, is as good as none. */
  get(key: unknown): Promise<BaseRow | undefined>;
  put(key: unknown, row: BaseRow): Promise<void>;
  /** Rows that `get` gave. */
  readonly found: number;
}

/** @param context what all rows of a run depend on, such as versions and machine: a part of each key. */
export async function openRowStore(folder: string, run: string, context: unknown): Promise<RowStore> {
  await makeFolder(folder);
  const place = (key: unknown) => {
    const whole = JSON.stringify({ run, context, key });
    const hash = createHash('sha256').update(whole).digest('hex').slice(0, 16);
    return { whole, file: join(folder, `${run}.${hash}.json`) };
  };
  let found = 0;
  return {
    async get(key) {
      const { whole, file } = place(key);
      try {
        const stored = JSON.parse(await readFile(file, 'utf8')) as { whole: string; row: BaseRow };
        if (stored.whole !== whole) return undefined;
        found++;
        return stored.row;
      } catch {
        return undefined;
      }
    },
    async put(key, row) {
      const { whole, file } = place(key);
      await writeOutput(`${JSON.stringify({ whole, row })}\n`, { out: file });
    },
    get found() {
      return found;
    },
  };
}

/** Takes the rows of a run away, once its result is written. */
export async function forgetRows(folder: string, run: string): Promise<void> {
  for (const file of await readdir(folder)) {
    if (file.startsWith(`${run}.`)) await rm(join(folder, file));
  }
}
