import { SimilarityError } from '../errors.ts';
import type { Measure } from '../measures/measure.ts';
import { type MeasureName, measureNamed } from '../measures/measures.ts';
import { weightedMeasure } from '../measures/weighted.ts';
import type { IdType } from './contract.ts';
import { type CheckedOptions, checkOptions, type OpenOptions } from './options.ts';

/** What a store remembers of the index that it is. */
export interface StoredFacts {
  readonly measure: string;
  readonly weights?: readonly number[];
  readonly size: number;
  readonly idType: IdType;
}

export function factsOf({ measure, size, idType }: Omit<CheckedOptions<IdType>, 'threads'>): StoredFacts {
  const weights = measure.weights && { weights: Array.from(measure.weights) };
  return { measure: measure.name, ...weights, size, idType };
}

export function measureIn({ measure: name, weights }: StoredFacts): Measure<MeasureName> {
  const measure = measureNamed(name);
  return weights ? weightedMeasure(measure.name, Float32Array.from(weights)) : measure;
}

/** @throws {SimilarityError} `STORE_MISMATCH` if the store is not what was asked for. */
export function checkAsked<T extends IdType>(
  place: string,
  stored: StoredFacts,
  options: OpenOptions<T>,
): CheckedOptions<T> {
  const { size, measure, idType } = stored;
  const wanted = { size, measure, ...options, idType: options.idType ?? 'number' };
  for (const [fact, is] of Object.entries({ size, measure, idType })) {
    const asked = wanted[fact as keyof typeof wanted];
    if (asked === is) continue;
    const message = `index at ${place}: its ${fact} is ${is}; asked for was ${asked}.`;
    throw new SimilarityError('STORE_MISMATCH', message);
  }
  const { threads } = options;
  return checkOptions({
    measure: measureIn(stored),
    size,
    idType: idType as T,
    ...(threads === undefined ? {} : { threads }),
  });
}
