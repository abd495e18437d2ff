import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { SimilarityError } from '../../errors.ts';
import { GONE_FILE, IDS_FILE, type Manifest, PAYLOADS_FILE, ROWS_FILE } from './manifest.ts';
import { onDisk } from './on-disk.ts';

/** @throws {SimilarityError} `STORE_DAMAGED` if a file is shorter than what was written to it. */
export async function checkFiles(folder: string, manifest: Manifest, columns: number): Promise<void> {
  const { ids, payloads, gone } = manifest.files;
  const wanted = {
    [ROWS_FILE]: manifest.rows * columns * 4,
    [IDS_FILE]: ids.bytes,
    [PAYLOADS_FILE]: payloads.bytes,
    [GONE_FILE]: gone.bytes,
  };
  for (const [name, bytes] of Object.entries(wanted)) {
    if (bytes === 0) continue;
    const there = await sizeOf(folder, name);
    if (there < bytes) throw damaged(folder, `${name} has ${there} bytes of ${bytes}: it was cut`);
  }
}

function sizeOf(folder: string, name: string): Promise<number> {
  return onDisk(folder, async () => {
    try {
      return (await stat(join(folder, name))).size;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 0;
      throw error;
    }
  });
}

export function damaged(folder: string, what: string): SimilarityError {
  return new SimilarityError(
    'STORE_DAMAGED',
    `index at ${folder}: ${what}. Nothing was changed; bring back a copy of the folder, or index anew.`,
  );
}
