import type { Payload } from '../contract.ts';
import type { Collection } from './collection.ts';
import { whereIds } from './conditions.ts';
import { type Id, payloadIn } from './rows.ts';

/** Those of `ids` that are there. */
export async function idsThere(collection: Collection, ids: Iterable<Id>): Promise<ReadonlySet<Id>> {
  const there = new Set<Id>();
  for (const where of whereIds(ids)) {
    for (const { id } of await collection.rows(where, [])) there.add(id);
  }
  return there;
}

/** What the items carry, by the ids that are there. */
export async function payloadsOf(
  collection: Collection,
  ids: Iterable<Id>,
): Promise<ReadonlyMap<Id, Payload | undefined>> {
  const there = new Map<Id, Payload | undefined>();
  for (const where of whereIds(ids)) {
    for (const row of await collection.rows(where, ['payload'])) there.set(row.id, payloadIn(row));
  }
  return there;
}

/** The ids that a filter is true for. */
export async function idsLetThrough(
  collection: Collection,
  filter: (id: never, payload: Payload | undefined) => boolean,
): Promise<ReadonlySet<Id>> {
  const through = new Set<Id>();
  for await (const page of collection.pages(['payload'])) {
    for (const row of page) if (filter(row.id as never, payloadIn(row))) through.add(row.id);
  }
  return through;
}

export async function deleteIds(collection: Collection, ids: Iterable<Id>): Promise<void> {
  for (const where of whereIds(ids)) await collection.delete(where);
}
