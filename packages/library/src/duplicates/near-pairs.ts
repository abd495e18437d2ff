import type { IdOf, IdType, Neighbours } from '@hourglass/similarity';

export interface NearPair<T extends IdType> {
  /** Place among the queries. */
  readonly row: number;
  readonly item: IdOf<T>;
  readonly distance: number;
}

/** What was found nearer than the threshold. */
export function nearPairs<T extends IdType>(
  { k, ids, distances }: Neighbours<T>,
  threshold: number,
): NearPair<T>[] {
  const pairs: NearPair<T>[] = [];
  for (const [place, distance] of distances.entries()) {
    if (distance >= threshold) continue;
    pairs.push({ row: Math.floor(place / k), item: ids[place] as IdOf<T>, distance });
  }
  return pairs;
}
