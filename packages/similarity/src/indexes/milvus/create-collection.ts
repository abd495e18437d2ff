import { setTimeout as sleep } from 'node:timers/promises';
import { SimilarityError } from '../../errors.ts';
import type { IdType } from '../contract.ts';
import { exists } from '../disk/create-store.ts';
import type { CheckedOptions } from '../options.ts';
import type { Address } from './address.ts';
import { DEFAULT_TIMEOUT, type MilvusOptions } from './connect.ts';
import { fieldsOf, propertiesOf } from './facts.ts';
import { type Client, loadMilvus } from './load.ts';
import { onMilvus } from './on-milvus.ts';

/** Makes a collection whose index compares all (`FLAT`), by inner product, ready for searches. */
export async function createCollection(
  client: Client,
  address: Address,
  facts: CheckedOptions<IdType>,
  options: MilvusOptions,
): Promise<void> {
  const { uri, collection: collection_name } = address;
  const { value: isThere } = await onMilvus(uri, () => client.hasCollection({ collection_name }));
  if (isThere) throw exists(uri);
  const fields = fieldsOf(await loadMilvus(), facts);
  const properties = propertiesOf(facts);
  await onMilvus(uri, () =>
    client.createCollection({ collection_name, fields, properties, consistency_level: 'Strong' }),
  );
  const vector = { field_name: 'vector', index_name: 'vector' };
  await onMilvus(uri, () =>
    client.createIndex({ collection_name, ...vector, index_type: 'FLAT', metric_type: 'IP' }),
  );
  await loadCollection(client, address, options);
}

/**
 * Has the servers take a collection into memory: only then can it be searched. The client's own way waits for
 * ever where there is too little memory.
 */
export async function loadCollection(
  client: Client,
  { uri, collection: collection_name }: Address,
  { timeout = DEFAULT_TIMEOUT }: MilvusOptions,
): Promise<void> {
  const end = Date.now() + timeout;
  await onMilvus(uri, () => client.loadCollectionAsync({ collection_name }));
  for (;;) {
    const { progress } = await onMilvus(uri, () => client.getLoadingProgress({ collection_name }));
    if (Number(progress) >= 100) return;
    if (Date.now() > end) {
      const advice = 'has it memory for all? Try again, or give it more time by `timeout`.';
      const what = `Milvus took ${progress} % of the rows into memory in ${timeout / 1000} s; ${advice}`;
      throw new SimilarityError('STORE_UNUSABLE', `index at ${uri}: ${what}`);
    }
    await sleep(200);
  }
}
