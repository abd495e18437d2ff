import { type Codes, checkCodes, ordinaryNumbers } from '../codes.ts';
import { SimilarityError } from '../errors.ts';
import { clip } from './clip.ts';
import type { Mapping, MappingDefinition } from './mapping.ts';
import { minMax } from './min-max.ts';
import { sigmoid } from './sigmoid.ts';

export type { Mapping } from './mapping.ts';
export type MappingName = 'sigmoid' | 'min-max' | 'clip';

/** All mappings. To add one: a file beside `sigmoid.ts`, its name in `MappingName`, a row here. */
const mappings: { readonly [Name in MappingName]: MappingDefinition } = {
  sigmoid,
  'min-max': minMax,
  clip,
};

export const mappingNames = Object.freeze(Object.keys(mappings)) as readonly MappingName[];

/**
 * A mapping into 0..1, for codes that a measure of the BCE family cannot take as they are. Nothing is ever
 * mapped unasked.
 *
 * @param codes what the mapping learns from: the items, not the queries. Only `min-max` learns anything.
 * @example
 * const map = fitMapping('min-max', items);
 * await index.add(ids, map.apply(items));
 * await index.search(map.apply(queries), 10);
 *
 * @throws {SimilarityError} `NAME_UNKNOWN`; `SHAPE_MISMATCH` or `VALUE_INVALID` (NaN, infinities) for codes
 * here and in `apply`.
 */
export function fitMapping<Name extends MappingName>(name: Name, codes: Codes): Mapping<Name> {
  if (!Object.hasOwn(mappings, name)) {
    throw new SimilarityError(
      'NAME_UNKNOWN',
      `mapping '${name}' is unknown; allowed: ${mappingNames.join(', ')}.`,
    );
  }
  checkCodes('codes', codes, ordinaryNumbers);
  const { size } = codes;
  const map = mappings[name].fit(codes);
  return Object.freeze({
    name,
    apply(other: Codes): Codes {
      checkCodes('codes', other, ordinaryNumbers, size);
      return { count: other.count, size, data: other.data.map((value, i) => map(value, i % size)) };
    },
  });
}
