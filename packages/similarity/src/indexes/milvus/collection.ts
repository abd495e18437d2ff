import type { IdType } from '../contract.ts';
import type { Address } from './address.ts';
import { whereAny, whereBehind } from './conditions.ts';
import type { Client } from './load.ts';
import { onMilvus } from './on-milvus.ts';
import type { Id, Row } from './rows.ts';

/** The most rows that Milvus gives for one query, whatever their size. */
const MOST_ROWS = 16_384;
/** The most bytes of vectors in an answer. Milvus itself allows 100 MB. */
const MOST_BYTES = 32 << 20;
/** Rows read at once where all are read. Each may carry 64 KiB of payload. */
const PAGE = 1000;

export type Field = keyof Row;
export type NearRow = Pick<Row, 'id' | 'vector' | 'place'> & { readonly score: number };

/** The calls of Milvus that an index makes. All see whatever anybody has added so far. */
export interface Collection {
  /** How many rows `nearest` can give for one query, and `rows` at once. */
  readonly mostRows: number;
  /** How many queries `nearest` can answer at once, with so many rows each. */
  queriesFor(limit: number): number;
  count(): Promise<number>;
  /** The rows for which a condition holds. */
  rows<F extends Field>(where: string, fields: readonly F[]): Promise<Pick<Row, F | 'id'>[]>;
  /** All rows, by their ids. */
  pages<F extends Field>(fields: readonly F[]): AsyncGenerator<Pick<Row, F | 'id'>[]>;
  /** For each vector the rows with the largest inner products, best first. */
  nearest(vectors: readonly Float32Array[], limit: number): Promise<NearRow[][]>;
  /** Writes rows. To write one again changes nothing, so the client may repeat a request. */
  put(rows: readonly Row[]): Promise<void>;
  delete(where: string): Promise<void>;
  close(): Promise<void>;
}

export function collectionOf(
  client: Client,
  { uri, collection: collection_name }: Address,
  { columns, idType }: { readonly columns: number; readonly idType: IdType },
): Collection {
  const ask = <T extends object>(work: () => Promise<T>) => onMilvus(uri, work);
  const seesAll = { collection_name, consistency_level: 0 /* strong */ } as const;
  const rowsInAnswer = Math.max(1, Math.floor(MOST_BYTES / (4 * columns)));
  const idOf = (id: unknown) => (idType === 'number' ? Number(id) : String(id)) as Id;

  async function query<F extends Field>(
    request: object,
    fields: readonly F[],
  ): Promise<Pick<Row, F | 'id'>[]> {
    const output_fields = ['id', ...fields];
    const { data } = await ask(() => client.query({ ...seesAll, output_fields, ...request }));
    for (const row of data) {
      row.id = idOf(row.id);
      if ('place' in row) row.place = Number(row.place); // the client gives 64 bits as text
    }
    return data as Row[];
  }

  async function* pages<F extends Field>(fields: readonly F[]): AsyncGenerator<Pick<Row, F | 'id'>[]> {
    const limit = fields.includes('vector' as F) ? Math.min(PAGE, rowsInAnswer) : PAGE;
    // As Milvus's own iterators ask, so that a page is whole. The client's iterator fails for texts with quotes.
    const params = { iterator: 'True', reduce_stop_for_best: 'True' };
    for (let filter = whereAny(idType); ; ) {
      const page = await query({ filter, limit, params }, fields);
      if (page.length > 0) yield page;
      if (page.length < limit) return;
      filter = whereBehind(page.at(-1)!.id);
    }
  }

  return {
    mostRows: Math.min(MOST_ROWS, rowsInAnswer),
    queriesFor: (limit) => Math.max(1, Math.floor(rowsInAnswer / limit)),
    async count() {
      const { data } = await ask(() => client.query({ ...seesAll, output_fields: ['count(*)'] }));
      return Number(data[0]!['count(*)']);
    },
    rows: (where, fields) => query({ filter: where }, fields),
    pages,
    async nearest(vectors, limit) {
      const { results } = await ask(() =>
        client.search({
          ...seesAll,
          anns_field: 'vector',
          metric_type: 'IP',
          data: vectors.map((vector) => Array.from(vector)),
          limit,
          output_fields: ['id', 'vector', 'place'],
        }),
      );
      const answers = (vectors.length === 1 ? [results] : results) as unknown as NearRow[][];
      return answers.map((rows) =>
        rows.map((row) => ({ ...row, id: idOf(row.id), place: Number(row.place) })),
      );
    },
    async put(rows) {
      const data = rows.map((row) => ({ ...row, vector: Array.from(row.vector) }));
      await ask(() => client.upsert({ collection_name, data }));
    },
    async delete(where) {
      await ask(() => client.delete({ collection_name, filter: where }));
    },
    async close() {
      await client.closeConnection();
    },
  };
}
