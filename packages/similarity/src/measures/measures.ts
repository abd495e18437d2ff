import { SimilarityError } from '../errors.ts';
import { bce } from './bce.ts';
import { bceReverse } from './bce-reverse.ts';
import { bceSymmetric } from './bce-symmetric.ts';
import { cosine } from './cosine.ts';
import { dot } from './dot.ts';
import { l2 } from './l2.ts';
import { defineMeasure, type Measure, type MeasureDefinition } from './measure.ts';

export type MeasureName = 'bce' | 'bce-reverse' | 'bce-symmetric' | 'cosine' | 'l2' | 'dot';

/** To add a measure: a file beside `bce.ts`, its name in `MeasureName`, a row here. */
export const definitions: { readonly [Name in MeasureName]: MeasureDefinition<Name> } = {
  bce,
  'bce-reverse': bceReverse,
  'bce-symmetric': bceSymmetric,
  cosine,
  l2,
  dot,
};

type Measures = { readonly [Name in MeasureName]: Measure<Name> };

/** All measures, every number of a code counting the same. */
export const measures = Object.freeze(
  Object.fromEntries(
    Object.entries<MeasureDefinition<MeasureName>>(definitions).map(([name, definition]) => [
      name,
      defineMeasure(definition),
    ]),
  ),
) as Measures;

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

/**
 * A measure by its name, or one that was made already, such as a weighted one, for codes of one size.
 *
 * @throws {SimilarityError} `NAME_UNKNOWN`; `SHAPE_MISMATCH` if its weights are of another size.
 */
export function measureFor(asked: MeasureName | Measure<MeasureName>, size: number): Measure<MeasureName> {
  const measure = typeof asked === 'string' ? measureNamed(asked) : asked;
  if (measure.weights && measure.weights.length !== size) {
    const message = `measure has ${measure.weights.length} weights; allowed: ${size}, one a number of a code.`;
    throw new SimilarityError('SHAPE_MISMATCH', message);
  }
  return measure;
}
