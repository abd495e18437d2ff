import { SimilarityError } from '../../errors.ts';
import type { IdOf, IdsOf, IdType } from '../contract.ts';

/** @throws {SimilarityError} `SHAPE_MISMATCH` unless these are ids of this type, `count` of them if it is said. */
export function checkIds(subject: string, ids: unknown, type: IdType, count?: number): void {
  const fits =
    type === 'number'
      ? ids instanceof Uint32Array
      : Array.isArray(ids) && ids.every((id) => typeof id === 'string');
  if (!fits) {
    const [is, allowed] =
      type === 'number'
        ? ['no Uint32Array', "Uint32Array, or strings in an index with idType 'string'"]
        : ['no array of strings', 'an array of strings, as the index was made so'];
    throw new SimilarityError('SHAPE_MISMATCH', `${subject} is ${is}; allowed: ${allowed}.`);
  }
  const broken = type === 'string' ? (ids as string[]).find((id) => /\p{Surrogate}/u.test(id)) : undefined;
  if (broken !== undefined) {
    const message = `${subject}: ${JSON.stringify(broken)} holds half of a character; allowed: well-formed strings.`;
    throw new SimilarityError('SHAPE_MISMATCH', message);
  }
  const { length } = ids as ArrayLike<unknown>;
  if (count === undefined || length === count) return;
  throw new SimilarityError(
    'SHAPE_MISMATCH',
    `${subject} has ${length} values; allowed: ${count}, one a row.`,
  );
}

/** The ids that `idAt` gives for 0 to before `count`, in the form of their type. */
export function collectIds<T extends IdType>(
  type: T,
  count: number,
  idAt: (place: number) => IdOf<IdType>,
): IdsOf<T> {
  const ids = type === 'number' ? new Uint32Array(count) : new Array<string>(count);
  for (let place = 0; place < count; place++) ids[place] = idAt(place);
  return ids as unknown as IdsOf<T>;
}
