import type { Codes } from '../codes.ts';
import { checkInteger } from '../codes.ts';
import type { IdType, SearchOptions } from '../indexes/contract.ts';
import { type Checked, type Collection, checkCollection, type Reranked, searcherOver } from './collection.ts';
import { checkPower, type MeanOptions, meanWithNeighbours } from './mean-with-neighbours.ts';

export interface ExpandOptions extends MeanOptions {}

/**
 * Queries, each replaced by the mean of itself and of the items nearest to it: what the query has by chance
 * weighs less. Costs one more search. Chum et al., "Total recall: automatic query expansion with a generative
 * feature model for object retrieval", ICCV 2007 (average query expansion).
 *
 * With measure `cosine` codes count by their direction alone, and come out shorter than 1.
 *
 * @param options.neighbours default: 5. @param options.power default: 0.
 * @param options.exclude one id a query that is no neighbour of it, as in `Index.search`.
 * @returns as many rows as there are queries.
 * @throws {SimilarityError} `INDEX_EMPTY`, `ARGUMENT_INVALID` if there are not so many items, `SHAPE_MISMATCH`.
 */
export async function expandQueries<T extends IdType>(
  collection: Collection<T>,
  queries: Codes,
  { exclude, ...options }: ExpandOptions & Pick<SearchOptions<T>, 'exclude'> = {},
): Promise<Codes> {
  return expanded(checkCollection(collection), queries, options, exclude ? { exclude } : {});
}

async function expanded<T extends IdType>(
  { index, codes, rowsOf }: Checked<T>,
  queries: Codes,
  { neighbours = 5, power = 0 }: ExpandOptions,
  search: Pick<SearchOptions<T>, 'exclude'>,
): Promise<Codes> {
  checkInteger(`neighbours (of ${index.count} items in the index)`, neighbours, 1, index.count);
  checkPower(power);
  const found = await index.search(queries, neighbours, search);
  const unit = index.measure === 'cosine';
  return meanWithNeighbours(queries, codes, rowsOf(found), { k: neighbours, power, unit });
}

/** The same index, asked twice: for the neighbours of a query, and for those of the mean. */
export async function overExpandedQueries<T extends IdType>(
  collection: Collection<T>,
  options: ExpandOptions = {},
): Promise<Reranked<T>> {
  const checked = checkCollection(collection);
  const { index, ids, codes, measure } = checked;
  return {
    ids,
    codes,
    measure,
    index: searcherOver(index, async (queries, k, search = {}) =>
      index.search(await expanded(checked, queries, options, search), k, search),
    ),
    close: async () => {},
  };
}
