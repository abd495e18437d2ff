/**
 * Where one is after so many steps along places that only grow at their end.
 *
 * @param places rising numbers that stay with what they stand for, whatever is left out before it.
 * @param at the place shown; undefined: the newest, whichever that is.
 * @returns undefined at the newest place, so that what comes next is followed.
 */
export function moved(places: readonly number[], at: number | undefined, by: number): number | undefined {
  const last = places.length - 1;
  const next = Math.max(0, placeOf(places, at) + by);
  return next >= last ? undefined : places[next];
}

/** The index of a place, or of the newest one before it; the first if there is none, -1 of nothing at all. */
export function placeOf(places: readonly number[], at: number | undefined): number {
  const last = places.length - 1;
  if (at === undefined) return last;
  return Math.min(
    last,
    Math.max(
      0,
      places.findLastIndex((place) => place <= at),
    ),
  );
}
