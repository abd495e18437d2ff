import type { NeighboursEvent } from '@hourglass/models/config';

/** How many of the neighbours are of their query's class. */
export function tallyOf(event: NeighboursEvent): { readonly right: number; readonly all: number } {
  let right = 0;
  let all = 0;
  for (const { query, labels } of event.rows) {
    all += labels.length;
    right += labels.filter((label) => label === query.label).length;
  }
  return { right, all };
}
