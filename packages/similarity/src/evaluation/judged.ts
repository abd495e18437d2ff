import { checkInteger, checkOnePerRow } from '../codes.ts';
import type { Neighbours } from '../indexes/contract.ts';
import type { LabelLookup } from './labels.ts';

/** Neighbours, with the labels that say whether they are right. */
export interface Judged {
  readonly neighbours: Neighbours;
  readonly itemLabels: LabelLookup;
  /** One a query. */
  readonly queryLabels: Uint8Array;
}

/** What every metric asks of what it judges: a query at least, a label a query, `k` neighbours each. */
export function checkJudged({ neighbours, queryLabels }: Judged, k: number): void {
  checkInteger('neighbours.count', neighbours.count, 1);
  checkInteger('k', k, 1, neighbours.k);
  checkOnePerRow('queryLabels', queryLabels, neighbours.count);
}
