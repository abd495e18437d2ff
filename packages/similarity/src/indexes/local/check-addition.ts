import { type Codes, checkCodes } from '../../codes.ts';
import { SimilarityError } from '../../errors.ts';
import type { Measure } from '../../measures/measure.ts';
import type { AddOptions, IdsOf, IdType } from '../contract.ts';
import { checkIds } from './ids.ts';

/** @throws {SimilarityError} `SHAPE_MISMATCH`, `VALUE_INVALID`. */
export function checkAddition<T extends IdType>(
  { measure, size, idType }: { readonly measure: Measure; readonly size: number; readonly idType: T },
  ids: IdsOf<T>,
  codes: Codes,
  { payloads }: AddOptions,
): void {
  checkCodes('codes', codes, measure.range, size);
  checkIds('ids', ids, idType, codes.count);
  if (payloads === undefined || payloads.length === codes.count) return;
  throw new SimilarityError(
    'SHAPE_MISMATCH',
    `payloads has ${payloads.length} values; allowed: ${codes.count}, one a row.`,
  );
}
