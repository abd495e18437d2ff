import { type Codes, rowsOf } from '../../codes.ts';
import { createExactIndex } from '../../indexes/exact/exact-index.ts';
import { random } from '../../random.ts';

export interface KMeansOptions {
  readonly clusters: number;
  /** Default: 100. */
  readonly iterations?: number;
  /** Default: 0. */
  readonly seed?: number;
  readonly threads?: number;
}

/**
 * Lloyd's algorithm from k-means++ seeds (Arthur and Vassilvitskii, SODA 2007), by L2, until no row changes
 * its cluster. A cluster that becomes empty goes to the row that is farthest from its own.
 *
 * @returns the cluster of each row.
 */
export async function kMeans(
  codes: Codes,
  { clusters, iterations = 100, seed = 0, threads }: KMeansOptions,
): Promise<Uint32Array> {
  let centres = seeds(codes, clusters, random(seed));
  let assigned = new Uint32Array(codes.count);
  for (let done = 0; done < iterations; done++) {
    const { ids, distances } = await nearest(centres, codes, threads);
    if (done > 0 && ids.every((cluster, row) => cluster === assigned[row])) break;
    assigned = ids;
    centres = means(codes, ids, distances, clusters);
  }
  return assigned;
}

async function nearest(centres: Codes, codes: Codes, threads: number | undefined) {
  const options = { measure: 'l2', size: codes.size } as const;
  const index = await createExactIndex(threads === undefined ? options : { ...options, threads });
  try {
    await index.add(
      Uint32Array.from({ length: centres.count }, (_, i) => i),
      centres,
    );
    return (await index.search(codes, 1)) as { ids: Uint32Array<ArrayBuffer>; distances: Float32Array };
  } finally {
    await index.close();
  }
}

/** Each next seed is drawn by the square of its distance to the nearest seed before it. */
function seeds(codes: Codes, clusters: number, draw: () => number): Codes {
  const { count, size } = codes;
  const data = new Float32Array(clusters * size);
  const squares = new Float64Array(count).fill(1);
  for (let cluster = 0; cluster < clusters; cluster++) {
    const row = drawnBy(squares, draw());
    const seed = rowsOf(codes, row, row + 1).data;
    data.set(seed, cluster * size);
    for (let other = 0; other < count; other++) {
      let square = 0;
      for (let i = 0; i < size; i++) square += (codes.data[other * size + i]! - seed[i]!) ** 2;
      squares[other] = cluster === 0 ? square : Math.min(squares[other]!, square);
    }
  }
  return { count: clusters, size, data };
}

/** A place drawn in proportion to its weight; any where all weigh 0. */
function drawnBy(weights: Float64Array, share: number): number {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (total === 0) return Math.floor(share * weights.length);
  let left = share * total;
  for (const [place, weight] of weights.entries()) {
    left -= weight;
    if (left < 0) return place;
  }
  return weights.length - 1;
}

function means(
  { count, size, data }: Codes,
  ids: Uint32Array,
  distances: Float32Array,
  clusters: number,
): Codes {
  const sums = new Float64Array(clusters * size);
  const members = new Uint32Array(clusters);
  for (let row = 0; row < count; row++) {
    members[ids[row]!]!++;
    for (let i = 0; i < size; i++) sums[ids[row]! * size + i]! += data[row * size + i]!;
  }
  const farthest = Array.from(distances.keys()).sort((a, b) => distances[b]! - distances[a]!);
  for (let cluster = 0, next = 0; cluster < clusters; cluster++) {
    const rows = members[cluster]!;
    const row = rows === 0 ? farthest[next++]! : -1;
    for (let i = 0; i < size; i++) {
      const at = cluster * size + i;
      sums[at] = rows === 0 ? data[row * size + i]! : sums[at]! / rows;
    }
  }
  return { count: clusters, size, data: Float32Array.from(sums) };
}
