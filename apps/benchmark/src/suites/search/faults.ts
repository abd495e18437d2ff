import type { RawResult } from '../../result.ts';
import type { SearchRow } from './row.ts';

/** float32 may take one of two for the nearer that are all but equally near. */
const LEAST_RECALL = 0.999;

/** Whoever compares all items must find the same neighbours. */
export function faults({ rows }: RawResult<SearchRow>): string[] {
  const comparesAll = /^(exact|exact-int8|disk|faiss-flat)$/;
  return rows.flatMap(({ name, contender, recall, failed }) => {
    if (failed !== undefined) return [`'${name}' failed: ${failed}`];
    const isWrong = comparesAll.test(contender) && recall !== undefined && recall < LEAST_RECALL;
    return isWrong ? [`'${name}' finds ${(100 * recall).toFixed(2)} % of what the exact index finds.`] : [];
  });
}
