import { type Codes, checkCodes } from '../../codes.ts';
import { SimilarityError } from '../../errors.ts';
import type { Measure } from '../../measures/measure.ts';
import type { AddOptions, IdsOf, IdType, Payload } from '../contract.ts';
import { checkIds } from './ids.ts';

/**
 * Checks what is to be added.
 *
 * @returns the payloads as JSON gives them back, so that every kind of index holds the same, and none changes
 * with the caller's objects.
 * @throws {SimilarityError} `SHAPE_MISMATCH`, `VALUE_INVALID`.
 */
export function checkAddition<T extends IdType>(
  { measure, size, idType }: { readonly measure: Measure; readonly size: number; readonly idType: T },
  ids: IdsOf<T>,
  codes: Codes,
  { payloads = [] }: AddOptions,
): (Payload | undefined)[] {
  checkCodes('codes', codes, measure.range, size);
  checkIds('ids', ids, idType, codes.count);
  if (payloads.length !== 0 && payloads.length !== codes.count) {
    throw new SimilarityError(
      'SHAPE_MISMATCH',
      `payloads has ${payloads.length} values; allowed: ${codes.count}, one a row.`,
    );
  }
  return payloads.map((payload, row) => (payload == null ? undefined : asJson(payload, row)));
}

function asJson(payload: Payload, row: number): Payload {
  try {
    const read = JSON.parse(JSON.stringify(payload));
    if (typeof read === 'object' && read !== null && !Array.isArray(read)) return read;
  } catch {} // a circle, a BigInt, a function
  throw new SimilarityError(
    'VALUE_INVALID',
    `payloads: that of row ${row} is no object that JSON can hold; allowed: { name: value }, or none.`,
  );
}
