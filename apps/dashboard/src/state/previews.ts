import type { PreviewEvent } from '@hourglass/models/config';

/** Enough to see a run learn; each holds some pictures. */
export const mostPreviews = 128;

/**
 * The previews that were told, oldest first, never more than `mostPreviews`: when there are more, one is left out whose
 * neighbours are nearest to each other, so that those left are spread over the whole run. The first and the newest stay.
 */
export function withPreview(previews: readonly PreviewEvent[], event: PreviewEvent): readonly PreviewEvent[] {
  // A run that went on from a checkpoint tells the same steps again.
  const before = previews.filter(({ step }) => step < event.step);
  const all = [...before, event];
  return all.length <= mostPreviews ? all : all.toSpliced(mostCrowded(all), 1);
}

/** The place between the first and the last whose neighbours have the fewest steps between them. */
function mostCrowded(previews: readonly PreviewEvent[]): number {
  let crowded = 1;
  let least = Number.POSITIVE_INFINITY;
  for (let place = 1; place < previews.length - 1; place++) {
    const gap = previews[place + 1]!.step - previews[place - 1]!.step;
    if (gap >= least) continue;
    least = gap;
    crowded = place;
  }
  return crowded;
}
