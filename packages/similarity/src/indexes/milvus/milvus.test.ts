import { DataType, MilvusClient } from '@zilliz/milvus2-sdk-node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasMilvus, type MilvusServer, noMilvus, useMilvus } from '../../../test/milvus-server.ts';
import { answer, codesOf, idsFrom, naiveDistances } from '../../../test/naive.ts';
import { type MeasureName, measures, openIndex } from '../../index.ts';
import { createMilvusIndex, dropMilvusIndex, openMilvusIndex } from '../../milvus.ts';
import { random } from '../../random.ts';

const zero = codesOf([[0]]);
const someCodes = (count: number, size: number, seed: number) => {
  const next = random(seed);
  return { count, size, data: Float32Array.from({ length: count * size }, () => next()) };
};

describe.skipIf(!hasMilvus)(`in Milvus${hasMilvus ? '' : ` (${noMilvus})`}`, () => {
  let milvus: MilvusServer;
  let client: MilvusClient;
  beforeAll(async () => {
    milvus = await useMilvus();
    const channelOptions = { 'grpc.keepalive_permit_without_calls': 0 } as const;
    client = new MilvusClient({
      address: milvus.server,
      telemetry: { enabled: false },
      logLevel: 'error',
      channelOptions,
    });
    await client.connectPromise;
  });
  afterAll(async () => {
    await client.closeConnection();
    await milvus.stop();
  });
  const newCollection = () => milvus.newCollection();
  const nameIn = (uri: string) => uri.split('/').at(-1)!;

  test.each(Object.keys(measures) as MeasureName[])(
    "Milvus's own inner product ranks by %s as the double loop does",
    async (measure) => {
      const [items, queries] = [someCodes(300, 8, 1), someCodes(4, 8, 2)];
      const folder = newCollection();
      const index = await createMilvusIndex({ measure, size: 8, folder });
      await index.add(idsFrom(0, 300), items);
      await index.close();

      const { vectors } = measures[measure].prepareQueries(queries);
      const width = measures[measure].width(8);
      for (const [query, distances] of naiveDistances(measure, queries, items).entries()) {
        const { results } = await client.search({
          collection_name: nameIn(folder),
          data: [...vectors.subarray(query * width, (query + 1) * width), 1, 1],
          limit: 300,
          output_fields: ['id'],
        });
        const wanted = [...idsFrom(0, 300)].sort((a, b) => distances[a]! - distances[b]!);
        expect(results.map(({ id }) => Number(id))).toEqual(wanted);
      }
    },
  );

  test('codes whose distances drown in products of float32 are ranked as the double loop does', async () => {
    const [items, queries] = [someCodes(300, 8, 4), someCodes(4, 8, 5)];
    for (const { data } of [items, queries]) for (let i = 0; i < data.length; i++) data[i]! += 1000;
    const index = await createMilvusIndex({ measure: 'l2', size: 8, folder: newCollection() });
    await index.add(idsFrom(0, 300), items);
    const found = await index.search(queries, 5);
    for (const [query, distances] of naiveDistances('l2', queries, items).entries()) {
      const wanted = [...idsFrom(0, 300)].sort((a, b) => distances[a]! - distances[b]!);
      expect(answer(found, query).ids).toEqual(wanted.slice(0, 5));
    }
    await index.close();
  });

  test('of very many equally near items those added first come first', async () => {
    const count = 17_000; // more than Milvus gives for a query
    const index = await createMilvusIndex({ measure: 'l2', size: 1, folder: newCollection() });
    const ids = idsFrom(0, count).reverse();
    await index.add(ids, { count, size: 1, data: new Float32Array(count).fill(1) });
    expect(answer(await index.search(zero, 3)).ids).toEqual([...ids.subarray(0, 3)]);
    const exclude = Uint32Array.of(ids[1]!);
    expect(answer(await index.search(zero, 3, { exclude })).ids).toEqual([ids[0], ids[2], ids[3]]);
    const filter = (id: number) => id % 10 === 9; // 1,700 of them
    expect(answer(await index.search(zero, 2, { filter })).ids).toEqual([16_999, 16_989]);
    expect(answer(await index.search(zero, count)).ids).toEqual([...ids]);
    await index.close();
  });

  test('wide rows are sent in lots that a request can carry', async () => {
    const index = await createMilvusIndex({ measure: 'dot', size: 3072, folder: newCollection() });
    const codes = someCodes(600, 3072, 3);
    const told: number[] = [];
    await index.add(idsFrom(0, 600), codes, { onProgress: (done) => told.push(done) });
    expect(told).toEqual([342, 600]);
    const { distances } = await index.search({ count: 1, size: 3072, data: codes.data.slice(0, 3072) }, 600);
    const wanted = naiveDistances(
      'dot',
      { count: 1, size: 3072, data: codes.data.slice(0, 3072) },
      codes,
    )[0]!;
    for (const [rank, distance] of wanted.sort((a, b) => a - b).entries()) {
      expect(distances[rank]).toBeCloseTo(distance, 2);
    }
    await index.close();
  });

  test('what another client adds, replaces or deletes is seen', async () => {
    const folder = newCollection();
    const reader = await createMilvusIndex({ measure: 'l2', size: 1, folder });
    const writer = await openMilvusIndex(`${folder}/`);
    await writer.add(Uint32Array.of(5, 6), codesOf([[0], [1]]));
    expect(answer(await reader.search(zero, 2)).ids).toEqual([5, 6]);
    expect(reader.count).toBe(2);
    await expect(reader.add(Uint32Array.of(5), zero)).rejects.toMatchObject({ code: 'ID_DUPLICATED' });
    await reader.delete(Uint32Array.of(5));
    expect(answer(await writer.search(zero, 1)).ids).toEqual([6]);
    await Promise.all([reader.close(), writer.close()]);
  });

  test('a collection that is no index, or of a later version, is left alone', async () => {
    const fields = [
      { name: 'id', data_type: DataType.Int64, is_primary_key: true },
      { name: 'vector', data_type: DataType.FloatVector, dim: 3 },
    ];
    const later = JSON.stringify({ version: 2, measure: 'l2', size: 1, idType: 'number' });
    for (const [properties, message] of [
      [{}, 'this collection is no index.'],
      [{ 'hourglass.index': later }, 'its format is version 2; allowed: 1.'],
    ] as const) {
      const folder = newCollection();
      const collection_name = nameIn(folder);
      await client.createCollection({ collection_name, fields, properties });
      await expect(openMilvusIndex(folder)).rejects.toThrow(message);
      await expect(dropMilvusIndex(folder)).rejects.toMatchObject({ code: 'STORE_MISMATCH' });
      const creating = createMilvusIndex({ measure: 'l2', size: 1, folder });
      await expect(creating).rejects.toMatchObject({ code: 'STORE_EXISTS' });
      await client.dropCollection({ collection_name });
    }
  });

  test('texts that Milvus cannot hold are refused before anything is added', async () => {
    const folder = newCollection();
    const index = await createMilvusIndex({ measure: 'l2', size: 1, idType: 'string', folder });
    const two = codesOf([[1], [2]]);
    const long = 'ä'.repeat(32_768);
    await expect(index.add(['a', long], two)).rejects.toThrow('ids: that of row 1 has 65536 bytes');
    const payloads = [null, { long }];
    await expect(index.add(['a', 'b'], two, { payloads })).rejects.toThrow('payloads: that of row 1 has');
    expect(index.count).toBe(0);
    await index.close();
  });

  test('an index that was dropped is gone', async () => {
    const folder = newCollection();
    const index = await createMilvusIndex({ measure: 'l2', size: 1, folder });
    await index.add(Uint32Array.of(1), zero);
    await dropMilvusIndex(folder);
    await expect(index.search(zero, 1)).rejects.toMatchObject({ code: 'STORE_MISSING' });
    await index.close();
    const opening = openIndex(folder, { kind: 'milvus' });
    await expect(opening).rejects.toThrow(`index at ${folder}: there is no such collection`);
  });
});
