import { type Codes, checkInteger, rowsOf } from '../codes.ts';
import { SimilarityError } from '../errors.ts';
import type { IdType, Neighbours, SearchOptions } from '../indexes/contract.ts';
import { best } from './best.ts';
import {
  type Collection,
  checkCollection,
  checkNeighbours,
  type Reranked,
  searcherOver,
} from './collection.ts';
import { jaccardRanker } from './jaccard-ranker.ts';

export interface ReciprocalOptions {
  /** Neighbours that a set of mutual neighbours is made from. Default: 20. */
  readonly neighbours?: number;
  /** Nearest items that are ranked anew, where more than `k`. Default: 100. */
  readonly pool?: number;
  /** Share of the distance itself in the new one, 0 to 1. Default: 0.3. */
  readonly share?: number;
}

/**
 * k-reciprocal re-ranking: of the nearest items those come first whose neighbours are the query's neighbours too.
 * Zhong et al., "Re-ranking person re-identification with k-reciprocal encoding", CVPR 2017, without its local
 * query expansion.
 *
 *     d' = share d / typical + (1 - share) (1 - sum min(V_q, V_c) / sum max(V_q, V_c))
 *
 * V has exp(-d / typical) for each member of the set R*, and 0 elsewhere. The paper divides distances by the
 * largest of a query; here they are divided by what lies between two items that have nothing to do with one
 * another, so that all are alike. A query is a member of its own set, and of those of its mutual neighbours.
 * Distances in the answer are d', which no measure has.
 *
 * Costs one search of the index for itself, once, and the lists of it in memory (8 bytes x neighbours x items).
 * An excluded item is not found, but counts in the sets of others.
 *
 * @throws {SimilarityError} `ARGUMENT_INVALID`, also for measure `dot`, whose distances may be below 0;
 * `INDEX_EMPTY`, `SHAPE_MISMATCH`.
 */
export async function overReciprocal<T extends IdType>(
  collection: Collection<T>,
  { neighbours = 20, pool = 100, share = 0.3 }: ReciprocalOptions = {},
): Promise<Reranked<T>> {
  const checked = checkCollection(collection);
  const { index, ids, codes, measure } = checked;
  checkNeighbours(neighbours, codes.count);
  checkInteger('pool', pool, 1);
  if (!(share >= 0 && share <= 1))
    throw new SimilarityError('ARGUMENT_INVALID', `share is ${share}; allowed: a number from 0 to 1.`);
  if (measure.name === 'dot') {
    const message = "measure is 'dot', whose distances may be below 0; allowed: any other.";
    throw new SimilarityError('ARGUMENT_INVALID', message);
  }
  const found = await index.search(codes, neighbours, { exclude: ids });
  const lists = { k: neighbours, rows: checked.rowsOf(found), distances: found.distances };
  const rank = jaccardRanker(codes, measure, lists, share);

  async function search(
    queries: Codes,
    k: number,
    options: Pick<SearchOptions<T>, 'exclude'> = {},
  ): Promise<Neighbours<T>> {
    const toFind = index.count - (options.exclude ? 1 : 0);
    const depth = Math.max(k, Math.min(Math.max(pool, neighbours), toFind));
    const nearest = await index.search(queries, depth, options);
    return best(checked, nearest, k, (query, rows, distances) =>
      rank(rowsOf(queries, query, query + 1), rows, distances),
    );
  }

  return { ids, codes, measure, index: searcherOver(index, search), close: async () => {} };
}
