import { checkInteger } from '../../codes.ts';
import { SimilarityError } from '../../errors.ts';

export interface Findable {
  /** Items in the index. */
  readonly held: number;
  /** Those that the filter lets through. */
  readonly allowed: number;
  /** Whether a query excludes one of the allowed. */
  readonly oneExcluded: boolean;
}

/** @throws {SimilarityError} `INDEX_EMPTY` or `ARGUMENT_INVALID` unless every query can have `k` neighbours. */
export function checkK(k: number, { held, allowed, oneExcluded }: Findable): void {
  const toFind = oneExcluded ? allowed - 1 : allowed;
  if (toFind === 0) throw new SimilarityError('INDEX_EMPTY', whyEmpty(held, allowed));
  checkInteger(`k (of ${toFind} items to find)`, k, 1, toFind);
}

function whyEmpty(held: number, allowed: number): string {
  if (held === 0) return 'index is empty; allowed: a search after items were added.';
  if (allowed === 0)
    return 'filter lets nothing through; allowed: a filter that is true for an item at least.';
  return 'index holds only the excluded item; allowed: a search after items were added.';
}
