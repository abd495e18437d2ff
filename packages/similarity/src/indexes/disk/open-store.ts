import type { IdType } from '../contract.ts';
import type { CheckedOptions, OpenOptions } from '../options.ts';
import { checkAsked, measureIn } from '../stored-facts.ts';
import { DiskRows } from './disk-rows.ts';

export interface OpenedStore<T extends IdType> {
  readonly rows: DiskRows;
  readonly facts: CheckedOptions<T>;
}

/**
 * Opens a store and holds it against what was asked for.
 *
 * @throws {SimilarityError} `STORE_MISSING`, `STORE_DAMAGED`, `STORE_MISMATCH`, `STORE_UNUSABLE`.
 */
export async function openStore<T extends IdType>(
  folder: string,
  options: OpenOptions<T>,
): Promise<OpenedStore<T>> {
  const rows = await DiskRows.open(folder, (manifest) => measureIn(manifest).width(manifest.size));
  return { rows, facts: checkAsked(folder, rows.manifest, options) };
}
