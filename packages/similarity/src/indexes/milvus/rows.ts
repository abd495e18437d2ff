import { SimilarityError } from '../../errors.ts';
import type { IdOf, IdType, Payload } from '../contract.ts';
import type { MaybePayload } from '../local/roster.ts';
import type { Piece, SomeIds } from '../local/rows.ts';

export type Id = IdOf<IdType>;

/** An item as Milvus holds it. */
export interface Row {
  readonly id: Id;
  /** The prepared vector, its bias as float32, and what that leaves of the float64. */
  readonly vector: ArrayLike<number>;
  /** Smaller for an item that was added before. Milvus knows no order of its own. */
  readonly place: number;
  /** As JSON; empty for none. */
  readonly payload: string;
}

/** Columns of a vector beside the prepared numbers. */
export const BIAS_COLUMNS = 2;

/** Bytes that a text in Milvus may have, be it an id or a payload. */
export const LONGEST_TEXT = 65_535;

/** Rows and bytes sent at once: far below the 64 MiB that a server takes. */
const MOST_ROWS = 4096;
const MOST_BYTES = 4 << 20;

export function rowBytes({ id, vector, payload }: Row): number {
  return 4 * vector.length + Buffer.byteLength(payload) + Buffer.byteLength(String(id));
}

/** Rows in lots that one request can carry. */
export function* lotsOf(rows: Iterable<Row>): Generator<Row[]> {
  let lot: Row[] = [];
  let bytes = 0;
  for (const row of rows) {
    lot.push(row);
    bytes += rowBytes(row);
    if (lot.length < MOST_ROWS && bytes < MOST_BYTES) continue;
    yield lot;
    [lot, bytes] = [[], 0];
  }
  if (lot.length > 0) yield lot;
}

/** The rows of an addition, one by one. */
export function* rowsOf(
  ids: SomeIds,
  pieces: Iterable<Piece>,
  payloads: readonly MaybePayload[],
  firstPlace: number,
): Generator<Row> {
  let at = 0;
  for (const { vectors, bias, count } of pieces) {
    const width = vectors.length / count;
    for (let row = 0; row < count; row++, at++) {
      const vector = new Float32Array(width + BIAS_COLUMNS);
      vector.set(vectors.subarray(row * width, (row + 1) * width));
      vector[width] = bias[row]!;
      vector[width + 1] = bias[row]! - vector[width]!;
      yield { id: ids[at]!, vector, place: firstPlace + at, payload: textOf(payloads[at]) };
    }
  }
}

/** @throws {SimilarityError} `VALUE_INVALID` if an id or a payload is longer than what Milvus can hold. */
export function checkTexts(ids: SomeIds, payloads: readonly MaybePayload[]): void {
  for (let row = 0; row < ids.length; row++) {
    checkText('ids', row, String(ids[row]));
    checkText('payloads', row, textOf(payloads[row]));
  }
}

function checkText(subject: string, row: number, text: string): void {
  const bytes = Buffer.byteLength(text);
  if (bytes <= LONGEST_TEXT) return;
  throw new SimilarityError(
    'VALUE_INVALID',
    `${subject}: that of row ${row} has ${bytes} bytes; allowed: ${LONGEST_TEXT}, the most that Milvus holds.`,
  );
}

const textOf = (payload: MaybePayload) => (payload ? JSON.stringify(payload) : '');

export const payloadIn = ({ payload }: Pick<Row, 'payload'>): Payload | undefined =>
  payload === '' ? undefined : JSON.parse(payload);
