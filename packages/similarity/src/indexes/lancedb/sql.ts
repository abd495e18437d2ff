import type { IdOf, IdType } from '../contract.ts';
import type { SomeIds } from '../local/rows.ts';

/** Ids in a condition. LanceDB reads long ones slowly. */
const AT_ONCE = 1000;

/** Conditions that together hold for exactly these ids. */
export function* whereIds(ids: SomeIds): Generator<string> {
  for (let start = 0; start < ids.length; start += AT_ONCE) {
    yield `id IN (${Array.from<IdOf<IdType>, string>(ids.slice(start, start + AT_ONCE), literal).join(', ')})`;
  }
}

const literal = (id: IdOf<IdType>) => (typeof id === 'number' ? String(id) : `'${id.replaceAll("'", "''")}'`);
