import { SimilarityError } from '../../errors.ts';
import type { IdType, Index } from '../contract.ts';
import { exists } from '../disk/create-store.ts';
import { checkFolder, checkOptions, type IndexOptions, type OpenOptions } from '../options.ts';
import { checkAsked } from '../stored-facts.ts';
import { connect, type LanceOptions, TABLE } from './connect.ts';
import { lanceIndex } from './lance-index.ts';
import { factsIn, schemaOf } from './lance-rows.ts';
import { loadLance } from './load.ts';
import { onLance } from './on-lance.ts';

export interface LanceIndexOptions<T extends IdType = 'number'> extends IndexOptions<T>, LanceOptions {
  /** A folder, or an address that LanceDB knows, such as s3://bucket/path. */
  readonly folder: string;
}
export interface OpenLanceOptions<T extends IdType = 'number'> extends OpenOptions<T>, LanceOptions {}

/**
 * An exact index in LanceDB, in a folder or an object store such as S3: for those who have their data there.
 * Its inner product ranks, with the bias as two more columns; the best are scored again in float64. Each
 * addition and deletion is a version of LanceDB's: it counts as a whole. Two processes that add the same id
 * at the same moment both succeed, as LanceDB knows no unique columns.
 *
 * @throws {SimilarityError} `PACKAGE_MISSING`, `STORE_EXISTS`, `STORE_UNUSABLE`, and as `createExactIndex`.
 */
export async function createLanceIndex<T extends IdType = 'number'>(
  options: LanceIndexOptions<T>,
): Promise<Index<T>> {
  const facts = checkOptions(options);
  const { folder } = options;
  checkFolder(folder);
  const { arrow } = await loadLance();
  const table = await onLance(folder, async () => {
    const db = await connect(folder, options);
    if ((await db.tableNames()).includes(TABLE)) throw exists(folder);
    return db.createEmptyTable(TABLE, schemaOf(arrow, facts));
  });
  return lanceIndex(folder, table, facts, arrow, options);
}

/** @throws {SimilarityError} `PACKAGE_MISSING`, `STORE_MISSING`, `STORE_MISMATCH`, `STORE_UNUSABLE`. */
export async function openLanceIndex<T extends IdType = 'number'>(
  folder: string,
  options: OpenLanceOptions<T> = {},
): Promise<Index<T>> {
  const { arrow } = await loadLance();
  return onLance(folder, async () => {
    const db = await connect(folder, { ...options, mustExist: true });
    const table = await db.openTable(TABLE);
    const stored = factsIn(await table.schema());
    if (stored?.version !== 1) {
      const what = stored
        ? `its format is version ${stored.version}; allowed: 1`
        : `its table '${TABLE}' is no index`;
      throw new SimilarityError('STORE_MISMATCH', `index at ${folder}: ${what}.`);
    }
    return lanceIndex(folder, table, checkAsked(folder, stored, options), arrow, options);
  });
}
