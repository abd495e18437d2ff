import { type Codes, checkCodes } from '../../codes.ts';
import { SimilarityError } from '../../errors.ts';
import type { IdType, Neighbours, SearchOptions } from '../contract.ts';
import { checkK } from '../local/check-k.ts';
import { checkIds, collectIds } from '../local/ids.ts';
import type { CheckedOptions } from '../options.ts';
import type { Collection } from './collection.ts';
import { idsLetThrough, idsThere } from './ids.ts';
import { rank } from './rank.ts';
import type { Id } from './rows.ts';
import { type Found, queriesOf } from './score.ts';

/** Queries asked at once. */
const AT_ONCE = 256;

/** Compares each query with all rows, by Milvus's inner product, and scores the best again. */
export async function searchMilvus<T extends IdType>(
  collection: Collection,
  { measure, size, idType }: CheckedOptions<T>,
  queries: Codes,
  k: number,
  { exclude, filter, held }: SearchOptions<T> & { readonly held: number },
): Promise<Neighbours<T>> {
  checkCodes('queries', queries, measure.range, size);
  if (exclude) checkIds('exclude', exclude, idType, queries.count);
  const allowed = filter && (await idsLetThrough(collection, filter));
  const excludable = exclude ? await idsThere(collection, exclude) : new Set<Id>();
  const oneExcluded = [...excludable].some((id) => !allowed || allowed.has(id));
  checkK(k, { held, allowed: allowed ? allowed.size : held, oneExcluded });

  const prepared = measure.prepareQueries(queries);
  const found: Found[] = [];
  const distances: number[] = [];
  for (let first = 0; first < queries.count; first += AT_ONCE) {
    const end = Math.min(queries.count, first + AT_ONCE);
    const asked = queriesOf(prepared, [first, end], measure.width(size), exclude);
    for (const [i, answer] of (await rank(collection, asked, { k, allowed })).entries()) {
      if (answer.length < k) throw changedMeanwhile(held);
      found.push(...answer);
      for (const { score } of answer) distances.push(measure.distance(score + asked[i]!.bias, size));
    }
  }
  return {
    k,
    count: queries.count,
    ids: collectIds(idType, found.length, (place) => found[place]!.id),
    distances: Float32Array.from(distances),
  };
}

const changedMeanwhile = (held: number) =>
  new SimilarityError(
    'STORE_BUSY',
    `index held ${held} items when the search began, and somebody deleted some since; search again.`,
  );
