import type { Domain, ScaleKind } from './domain.ts';
import { hasPlace } from './domain.ts';

/** Far outside every canvas, yet small enough to calculate with. */
const FAR = 1e9;

/**
 * A function from a value to its place: `from` at the start of the domain, `to` at its end. A value that has no
 * place on the axis gives NaN; one outside the domain a place outside `from` to `to`.
 */
export function makeScale(
  domain: Domain,
  kind: ScaleKind,
  from: number,
  to: number,
): (value: number) => number {
  const along = kind === 'log' ? Math.log10 : (value: number) => value;
  const start = along(domain[0]);
  const span = along(domain[1]) - start;
  return (value) => {
    if (!hasPlace(value, kind)) return Number.NaN;
    const place = from + ((along(value) - start) / span) * (to - from);
    return Math.max(-FAR, Math.min(FAR, place));
  };
}
