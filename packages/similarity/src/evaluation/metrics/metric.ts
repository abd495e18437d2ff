/** The neighbours of one query, as metrics see them. */
export interface Ranking {
  /** The labels of the neighbours, nearest first. */
  readonly labels: readonly number[];
  /** Their distances. */
  readonly distances: Float32Array;
  /** The label of the query. */
  readonly wanted: number;
  /** Items with that label, the query itself not counted: R. */
  readonly relevant: number;
}

/** How far metrics look. */
export interface Depths {
  /** Neighbours in the lists that are judged: the k of precision@k. Default: 10. */
  readonly at: number;
  /** Neighbours that vote in kNN. */
  readonly k: number;
  /** In the unit of the measure: how much nearer a neighbour must be for e times the weight. Default: 0.07. */
  readonly temperature: number;
}

export interface Metric {
  readonly description: string;
  readonly better: 'higher';
  /** Whether it looks at as many neighbours as there are items of the query's class. */
  readonly looksAtAllRelevant?: true;
  /** 0 to 1. NaN where a query cannot be judged, as there is no item of its class. */
  score(ranking: Ranking, depths: Depths): number;
}

/** Whether each of the first `depth` neighbours has the query's label. */
export const hits = ({ labels, wanted }: Ranking, depth: number): boolean[] =>
  labels.slice(0, depth).map((label) => label === wanted);

export const count = (all: readonly boolean[]): number => all.reduce((sum, hit) => sum + (hit ? 1 : 0), 0);

/** The sum, over the hits, of the precision up to and with each of them: what all average precisions divide. */
export function precisionsAtHits(all: readonly boolean[]): number {
  let found = 0;
  let sum = 0;
  for (const [rank, hit] of all.entries()) if (hit) sum += ++found / (rank + 1);
  return sum;
}
