import type { IdType, Index } from '../contract.ts';
import {
  type CheckedOptions,
  checkFolder,
  checkOptions,
  type IndexOptions,
  type OpenOptions,
} from '../options.ts';
import { checkAsked } from '../stored-facts.ts';
import { type Address, addressIn } from './address.ts';
import { type Collection, collectionOf } from './collection.ts';
import { connect, type MilvusOptions } from './connect.ts';
import { createCollection, loadCollection } from './create-collection.ts';
import { checkColumns, columnsOf, factsAt } from './facts.ts';
import type { Client } from './load.ts';
import { milvusIndex } from './milvus-index.ts';
import { onMilvus } from './on-milvus.ts';
import { lotsOf } from './rows.ts';

export interface MilvusIndexOptions<T extends IdType = 'number'> extends IndexOptions<T>, MilvusOptions {
  /** milvus://host:port/collection, or milvus://host:port/database/collection. */
  readonly folder: string;
}
export interface OpenMilvusOptions<T extends IdType = 'number'> extends OpenOptions<T>, MilvusOptions {}

/**
 * An exact index in a new collection of Milvus: for more than one machine holds. Milvus compares all rows
 * (`FLAT`), its inner product ranks, with the bias as two more columns; the best are scored again in float64.
 * What anybody has added is found (consistency level `Strong`). An addition that cannot be finished is taken
 * back; if Milvus is gone by then, the error says how many items may be there.
 *
 * @throws {SimilarityError} `PACKAGE_MISSING`, `STORE_EXISTS`, `STORE_UNUSABLE`, and as `createExactIndex`.
 */
export async function createMilvusIndex<T extends IdType = 'number'>(
  options: MilvusIndexOptions<T>,
): Promise<Index<T>> {
  const facts = checkOptions(options);
  checkFolder(options.folder);
  checkColumns(facts);
  return using(options.folder, options, async (client, address) => {
    await createCollection(client, address, facts, options);
    return indexOf(client, address, facts, options);
  });
}

/** @throws {SimilarityError} `PACKAGE_MISSING`, `STORE_MISSING`, `STORE_MISMATCH`, `STORE_UNUSABLE`. */
export async function openMilvusIndex<T extends IdType = 'number'>(
  folder: string,
  options: OpenMilvusOptions<T> = {},
): Promise<Index<T>> {
  return using(folder, options, async (client, address) => {
    const facts = checkAsked(folder, await factsAt(client, address), options);
    await loadCollection(client, address, options);
    return indexOf(client, address, facts, options);
  });
}

/**
 * Deletes an index with all its items. What is no index is left alone.
 *
 * @throws {SimilarityError} as `openMilvusIndex`.
 */
export async function dropMilvusIndex(folder: string, options: MilvusOptions = {}): Promise<void> {
  const client = await using(folder, options, async (client, address) => {
    await factsAt(client, address);
    await onMilvus(folder, () => client.dropCollection({ collection_name: address.collection }));
    return client;
  });
  await client.closeConnection();
}

/** Connects for some work, whose result has the connection from then on. */
async function using<R>(
  folder: string,
  options: MilvusOptions,
  work: (client: Client, address: Address) => Promise<R>,
): Promise<R> {
  const address = addressIn(folder);
  const client = await connect(address, options);
  try {
    return await work(client, address);
  } catch (error) {
    await client.closeConnection();
    throw error;
  }
}

function indexOf<T extends IdType>(
  client: Client,
  address: Address,
  facts: CheckedOptions<T>,
  options: MilvusOptions,
): Promise<Index<T>> {
  const collection = collectionOf(client, address, { ...facts, columns: columnsOf(facts) });
  return milvusIndex(collection, facts, (target) => copyTo(target, collection, facts, options));
}

/** Writes all rows as a new collection, of this server or of another: all, or none. */
async function copyTo(
  target: string,
  from: Collection,
  facts: CheckedOptions<IdType>,
  options: MilvusOptions,
): Promise<void> {
  const copy = await using(target, options, async (client, address) => {
    await createCollection(client, address, facts, options);
    const to = collectionOf(client, address, { ...facts, columns: columnsOf(facts) });
    try {
      for await (const page of from.pages(['vector', 'place', 'payload'])) {
        for (const lot of lotsOf(page)) await to.put(lot);
      }
    } catch (error) {
      await client.dropCollection({ collection_name: address.collection }).catch(() => {});
      throw error;
    }
    return to;
  });
  await copy.close();
}
