import { stat } from 'node:fs/promises';
import type { Connection } from '@lancedb/lancedb';
import { onDisk } from '../disk/on-disk.ts';
import { loadLance } from './load.ts';

export interface LanceOptions {
  /** What LanceDB needs to know of an object store: keys, region, endpoint. */
  readonly storageOptions?: Readonly<Record<string, string>>;
}

/** The name of the table in the database. */
export const TABLE = 'items';

/** @throws {SimilarityError} `STORE_MISSING` if a folder must be there and is not: LanceDB would make it. */
export async function connect(
  folder: string,
  { storageOptions, mustExist = false }: LanceOptions & { readonly mustExist?: boolean },
): Promise<Connection> {
  const { lance } = await loadLance();
  if (mustExist && !folder.includes('://')) await onDisk(folder, () => stat(folder));
  return lance.connect(folder, storageOptions ? { storageOptions: { ...storageOptions } } : {});
}
