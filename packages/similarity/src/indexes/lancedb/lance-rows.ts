import type { Field, RecordBatch, Schema, Table } from 'apache-arrow';
import type { IdType, Payload } from '../contract.ts';
import type { MaybePayload } from '../local/roster.ts';
import type { Piece, SomeIds } from '../local/rows.ts';
import type { CheckedOptions } from '../options.ts';
import { factsOf, type StoredFacts } from '../stored-facts.ts';
import type { Arrow } from './load.ts';

/** The key of the schema's metadata under which an index says what it is. */
export const FACTS_KEY = 'hourglass-index';

/** A row: `id`, `vector` (prepared vector, bias as float32, and what that leaves of the float64), `payload` as JSON. */
export function schemaOf(arrow: Arrow, facts: Omit<CheckedOptions<IdType>, 'threads'>): Schema {
  const { Field, FixedSizeList, Float32, Schema, Uint32, Utf8 } = arrow;
  const columns = facts.measure.width(facts.size) + 2;
  const numbers = new FixedSizeList(columns, new Field('item', new Float32(), true));
  return new Schema(
    [
      new Field('id', facts.idType === 'number' ? new Uint32() : new Utf8(), false),
      new Field('vector', numbers, false),
      new Field('payload', new Utf8(), true),
    ] as Field[],
    new Map([[FACTS_KEY, JSON.stringify({ version: 1, ...factsOf(facts) })]]),
  );
}

export function factsIn(schema: Schema): (StoredFacts & { readonly version: number }) | undefined {
  const text = schema.metadata.get(FACTS_KEY);
  return text === undefined ? undefined : JSON.parse(text);
}

/** One table of all pieces, as LanceDB adds a table as a whole. */
export function tableOf(
  arrow: Arrow,
  schema: Schema,
  ids: SomeIds,
  pieces: Iterable<Piece>,
  payloads: readonly MaybePayload[] = [],
  onProgress?: (done: number, of: number) => void,
): Table {
  const batches: RecordBatch[] = [];
  let done = 0;
  for (const piece of pieces) {
    const rows = [done, done + piece.count] as const;
    batches.push(batchOf(arrow, schema, ids.slice(...rows), piece, payloads.slice(...rows)));
    done += piece.count;
    onProgress?.(done, ids.length);
  }
  return new arrow.Table(schema, batches);
}

function batchOf(
  { makeData, RecordBatch, Struct, vectorFromArray, Float32, Uint32, Utf8 }: Arrow,
  schema: Schema,
  ids: SomeIds,
  { vectors, bias, count }: Piece,
  payloads: readonly MaybePayload[],
): RecordBatch {
  const width = vectors.length / count;
  const matrix = new Float32Array(count * (width + 2));
  for (let row = 0; row < count; row++) {
    const end = (row + 1) * (width + 2);
    matrix.set(vectors.subarray(row * width, (row + 1) * width), end - width - 2);
    matrix[end - 2] = bias[row]!;
    matrix[end - 1] = bias[row]! - matrix[end - 2]!;
  }
  const texts = Array.from({ length: count }, (_, row) =>
    payloads[row] ? JSON.stringify(payloads[row]) : null,
  );
  const children = [
    ids instanceof Uint32Array
      ? makeData({ type: new Uint32(), data: ids })
      : vectorFromArray(ids as string[], new Utf8()).data[0]!,
    makeData({
      type: schema.fields[1]!.type,
      length: count,
      nullCount: 0,
      child: makeData({ type: new Float32(), data: matrix }),
    } as never),
    vectorFromArray(texts, new Utf8()).data[0]!,
  ];
  const type = new Struct(schema.fields);
  return new RecordBatch(schema, makeData({ type, length: count, nullCount: 0, children }));
}

export const payloadFrom = (text: string | null): Payload | undefined =>
  text === null ? undefined : JSON.parse(text);
