import { checkCodes, checkInteger, ordinaryNumbers } from '../../codes.ts';
import { checkLabels } from '../labels.ts';
import type { LabelledRows } from '../probes/probes.ts';
import { kMeans } from './k-means.ts';
import { type VMeasure, vMeasure } from './v-measure.ts';

export interface ClusterOptions extends LabelledRows {
  /** Default: as many as there are classes. */
  readonly clusters?: number;
  /** Default: 0. */
  readonly seed?: number;
  readonly threads?: number;
}

/**
 * Whether codes fall into their classes by themselves: k-means, judged by v-measure. MTEB's clustering, which
 * takes mini-batches where this takes all rows.
 *
 * @throws {SimilarityError} `SHAPE_MISMATCH`, `VALUE_INVALID`, `ARGUMENT_INVALID`.
 */
export async function clusterCodes(options: ClusterOptions): Promise<VMeasure> {
  const { codes, labels, seed = 0, threads } = options;
  checkCodes('codes', codes, ordinaryNumbers);
  checkInteger('codes.count', codes.count, 1);
  checkLabels('labels', labels, codes.count);
  checkInteger('seed', seed, 0);
  const clusters = options.clusters ?? new Set(labels).size;
  checkInteger('clusters', clusters, 1, codes.count);
  const found = await kMeans(codes, { clusters, seed, ...(threads === undefined ? {} : { threads }) });
  return vMeasure(labels, found);
}
