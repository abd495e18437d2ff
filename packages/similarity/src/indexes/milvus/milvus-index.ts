import { SimilarityError } from '../../errors.ts';
import type { AddOptions, IdType, Index, Payload } from '../contract.ts';
import { checkAddition } from '../local/check-addition.ts';
import { checkIds } from '../local/ids.ts';
import { checkNewIds } from '../local/new-ids.ts';
import { preparedPieces } from '../local/pieces.ts';
import type { SomeIds } from '../local/rows.ts';
import { createTurns } from '../local/turns.ts';
import type { CheckedOptions } from '../options.ts';
import type { Collection } from './collection.ts';
import { deleteIds, idsThere, payloadsOf } from './ids.ts';
import { searchMilvus } from './milvus-search.ts';
import { checkTexts, lotsOf, type Row, rowsOf } from './rows.ts';

/** The index that a collection is. */
export async function milvusIndex<T extends IdType>(
  collection: Collection,
  facts: CheckedOptions<T>,
  save: Index<T>['save'],
): Promise<Index<T>> {
  const { measure, size, idType } = facts;
  const turns = createTurns();
  const newPlaces = createPlaces();
  let count = await collection.count();

  return {
    exact: true,
    measure: measure.name,
    size,
    idType,
    get count() {
      return turns.isClosed ? 0 : count;
    },
    add: (ids, codes, options = {}) =>
      turns.inTurn(async () => {
        const payloads = checkAddition(facts, ids, codes, options);
        checkTexts(ids, payloads);
        const there = await idsThere(collection, ids);
        checkNewIds(ids, (id) => there.has(id));
        const pieces = preparedPieces(measure, codes);
        await addAll(collection, ids, rowsOf(ids, pieces, payloads, newPlaces(codes.count)), options);
        count += codes.count;
      }),
    delete: (ids) =>
      turns.inTurn(async () => {
        checkIds('ids', ids, idType);
        const there = await idsThere(collection, ids);
        await deleteIds(collection, there);
        count -= there.size;
        return there.size;
      }),
    search: (queries, k, asked = {}) =>
      turns.inTurn(async () => {
        count = await collection.count(); // others add too
        return searchMilvus(collection, facts, queries, k, { ...asked, held: count });
      }),
    payloads: (ids) =>
      turns.inTurn(async () => {
        checkIds('ids', ids, idType);
        const carried = await payloadsOf(collection, ids);
        return Array.from<string | number, Payload | undefined>(ids, (id) => carried.get(id));
      }),
    save: (target) => turns.inTurn(() => save(target)),
    close: () => turns.close(() => collection.close()),
  };
}

/** Adds all rows, or takes back those that were added. */
async function addAll(
  collection: Collection,
  ids: SomeIds,
  rows: Iterable<Row>,
  { onProgress }: AddOptions,
): Promise<void> {
  let sent = 0;
  try {
    for (const lot of lotsOf(rows)) {
      sent += lot.length;
      await collection.put(lot);
      onProgress?.(sent, ids.length);
    }
  } catch (error) {
    await deleteIds(collection, ids.slice(0, sent)).catch(() => {
      const advice = `Up to ${sent} of the ${ids.length} items may be there: delete all of them, and add them again.`;
      throw new SimilarityError('STORE_UNUSABLE', `${(error as Error).message} ${advice}`);
    });
    throw error;
  }
}

/**
 * Gives the first place for some more rows. Places rise in the order in which an index adds, and with the clock,
 * so that they do so from one process to the next.
 */
function createPlaces(): (count: number) => number {
  let next = 0;
  return (count) => {
    const first = Math.max(next, Date.now() * 1024);
    next = first + count;
    return first;
  };
}
