import type { IdType } from '../indexes/contract.ts';
import { type AverageOptions, overAveragedItems } from './average-items.ts';
import type { Collection, Reranked } from './collection.ts';
import { type ExpandOptions, overExpandedQueries } from './expand-queries.ts';
import { overReciprocal, type ReciprocalOptions } from './k-reciprocal.ts';
import { type LeastOptions, overLeastDistance } from './least-distance.ts';

/** What each step takes. */
export interface RerankingOptions {
  readonly 'average-items': AverageOptions;
  readonly 'expand-queries': ExpandOptions;
  readonly 'k-reciprocal': ReciprocalOptions;
  readonly 'least-distance': LeastOptions;
}

export type RerankingName = keyof RerankingOptions;

/** A step that makes the answers of any index better, at a price. */
export interface Reranking<Options> {
  readonly description: string;
  /**
   * The collection with answers that are ranked anew; steps can be put upon steps.
   *
   * @throws {SimilarityError} `INDEX_EMPTY`, `ARGUMENT_INVALID`, `SHAPE_MISMATCH`, and as its index's search does.
   */
  over<T extends IdType = 'number'>(collection: Collection<T>, options?: Options): Promise<Reranked<T>>;
}

/** All steps. To add one: a file beside `k-reciprocal.ts`, its name and options above, a row here. */
export const rerankings: { readonly [Name in RerankingName]: Reranking<RerankingOptions[Name]> } =
  Object.freeze({
    'average-items': {
      description: 'each item becomes the mean of itself and its neighbours; a new index',
      over: overAveragedItems,
    },
    'expand-queries': {
      description: 'each query becomes the mean of itself and its neighbours; two searches',
      over: overExpandedQueries,
    },
    'k-reciprocal': {
      description: 'those come first whose neighbours are the neighbours of the query',
      over: overReciprocal,
    },
    'least-distance': {
      description:
        'queries of several codes, such as of a picture and of that picture moved: the least distance counts',
      over: overLeastDistance,
    },
  });
