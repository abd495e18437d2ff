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

/** Keeps only the newest by each measure, in the order in which the measures first came. */
export function withNewest(
  events: readonly NeighboursEvent[],
  event: NeighboursEvent,
): readonly NeighboursEvent[] {
  const place = events.findIndex(({ measure }) => measure === event.measure);
  return place < 0 ? [...events, event] : events.with(place, event);
}

/** What is shown beside a chart of this measure. A log of an older run knows the neighbours by one measure alone. */
export function neighboursBy(
  events: readonly NeighboursEvent[],
  measure: string,
): NeighboursEvent | undefined {
  return events.find((event) => event.measure === measure) ?? events[0];
}
