/** The smallest and the largest value that an axis shows; the first is below the second, both finite. */
export type Domain = readonly [number, number];

export type ScaleKind = 'linear' | 'log';

/** Larger sizes are treated like infinity: the difference of two of them may not be a number any more. */
const LARGEST = 1e300;

/** Whether a value has a place on an axis. NaN and infinity have none; zero and less have none on a log axis. */
export function hasPlace(value: number, kind: ScaleKind): boolean {
  return Math.abs(value) <= LARGEST && (kind === 'linear' || value > 1 / LARGEST);
}

/** The smallest and the largest of all values that have a place; undefined when none has. */
export function extentOf(values: Iterable<ArrayLike<number>>, kind: ScaleKind): Domain | undefined {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const list of values) {
    for (let index = 0; index < list.length; index++) {
      const value = list[index]!;
      if (!hasPlace(value, kind)) continue;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  return low > high ? undefined : [low, high];
}

/** Returns a domain given by a caller; throws a RangeError when it cannot be drawn. */
export function checkDomain(subject: string, domain: Domain, kind: ScaleKind): Domain {
  const [low, high] = domain;
  if (hasPlace(low, kind) && hasPlace(high, kind) && low < high && !isFlat(domain)) return domain;
  const allowed = kind === 'log' ? 'two rising numbers above zero' : 'two rising finite numbers';
  throw new RangeError(`${subject} must be ${allowed}, got [${low}, ${high}]`);
}

/** Whether the two ends lie too near to each other to be told apart on an axis. */
export function isFlat([low, high]: Domain): boolean {
  return high - low <= Math.max(Math.abs(low), Math.abs(high), 1e-280) * 1e-9;
}

/** The same domain; one that is flat gets room on both sides, so that its value is drawn half way up. */
export function widened(domain: Domain, kind: ScaleKind): Domain {
  if (!isFlat(domain)) return domain;
  const [low, high] = domain;
  if (kind === 'log') return [low / 2, high * 2];
  const size = Math.max(Math.abs(low), Math.abs(high));
  const room = size < 1e-270 ? 1 : size / 10;
  return [low - room, high + room];
}
