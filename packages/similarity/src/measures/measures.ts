import { SimilarityError } from '../errors.ts';
import { bce } from './bce.ts';
import { cosine } from './cosine.ts';
import { dot } from './dot.ts';
import { l2 } from './l2.ts';
import type { Measure } from './measure.ts';

export type MeasureName = 'bce' | 'cosine' | 'l2' | 'dot';

/** All measures. To add one: a file beside `bce.ts`, its name in `MeasureName`, a row here. */
export const measures: { readonly [Name in MeasureName]: Measure<Name> } = Object.freeze({
  bce,
  cosine,
  l2,
  dot,
});

/**
 * The measure with this name, for names that come from outside.
 *
 * @example
 * measureNamed('l2').distance(-8, 3); // 4: a score of -8 is a squared distance of 16
 *
 * @throws {SimilarityError} `NAME_UNKNOWN`.
 */
export function measureNamed(name: string): Measure<MeasureName> {
  if (Object.hasOwn(measures, name)) return measures[name as MeasureName];
  throw new SimilarityError(
    'NAME_UNKNOWN',
    `measure '${name}' is unknown; allowed: ${Object.keys(measures).join(', ')}.`,
  );
}
