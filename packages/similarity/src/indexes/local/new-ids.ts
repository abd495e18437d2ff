import { SimilarityError } from '../../errors.ts';
import type { IdOf, IdType } from '../contract.ts';

type Id = IdOf<IdType>;

/** @throws {SimilarityError} `ID_DUPLICATED` if these cannot all be added. */
export function checkNewIds(ids: Iterable<Id>, isThere: (id: Id) => boolean): void {
  const seen = new Set<Id>();
  for (const id of ids) {
    if (seen.has(id) || isThere(id)) {
      const where = seen.has(id) ? 'twice among the new items' : 'in the index already';
      throw new SimilarityError('ID_DUPLICATED', `ids: ${id} is ${where}; allowed: each id once.`);
    }
    seen.add(id);
  }
}
