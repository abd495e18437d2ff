import { makeFolder } from '@hourglass/files';
import { SimilarityError } from '../../errors.ts';
import type { IdType } from '../contract.ts';
import { FULL_BLOCK } from '../exact/pages.ts';
import type { IndexName } from '../names.ts';
import type { CheckedOptions } from '../options.ts';
import { factsOf } from '../stored-facts.ts';
import { DiskRows } from './disk-rows.ts';
import { emptyManifest, readManifest, writeManifest } from './manifest.ts';
import { onDisk } from './on-disk.ts';
import { withLock } from './with-lock.ts';

/** Bytes in a block of long rows. A search holds two blocks. */
const BLOCK_BYTES = 32 << 20;

export type StoreFacts = Pick<CheckedOptions<IdType>, 'measure' | 'size' | 'idType'>;

/** Makes an empty store; the folder may be there. @throws {SimilarityError} `STORE_EXISTS`, `STORE_UNUSABLE`. */
export async function createStore(folder: string, kind: IndexName, facts: StoreFacts): Promise<DiskRows> {
  const width = facts.measure.width(facts.size);
  const rowBytes = (width + 2) * 4;
  const rowsPerBlock = Math.max(1, Math.min(FULL_BLOCK, Math.floor(BLOCK_BYTES / rowBytes)));
  const manifest = emptyManifest({ kind, ...factsOf(facts), rowsPerBlock });
  await onDisk(folder, () => makeFolder(folder));
  await withLock(folder, async () => {
    if (await isThere(folder)) throw exists(folder);
    await writeManifest(folder, manifest);
  });
  return DiskRows.open(folder, () => width);
}

async function isThere(folder: string): Promise<boolean> {
  try {
    await readManifest(folder);
    return true;
  } catch (error) {
    if (error instanceof SimilarityError && error.code === 'STORE_MISSING') return false;
    throw error;
  }
}

export function exists(folder: string): SimilarityError {
  return new SimilarityError(
    'STORE_EXISTS',
    `index at ${folder}: there is something already. Open it by openIndex, or choose another folder.`,
  );
}
