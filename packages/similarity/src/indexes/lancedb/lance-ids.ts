import type { IdOf, IdType, Payload } from '../contract.ts';
import type { SomeIds } from '../local/rows.ts';
import { payloadFrom } from './lance-rows.ts';
import type { LanceTable } from './load.ts';
import { whereIds } from './sql.ts';

type Id = IdOf<IdType>;

/** What the items carry, by the ids that are there. */
export async function payloadsOf(table: LanceTable, ids: SomeIds): Promise<Map<Id, Payload | undefined>> {
  const there = new Map<Id, Payload | undefined>();
  for (const where of whereIds(ids)) {
    const rows = await table.query().where(where).select(['id', 'payload']).toArrow();
    const [found, payloads] = [rows.getChild('id')!, rows.getChild('payload')!];
    for (let row = 0; row < rows.numRows; row++) there.set(found.get(row), payloadFrom(payloads.get(row)));
  }
  return there;
}

/** Those of `ids` that are there. */
export async function idsThere(table: LanceTable, ids: SomeIds): Promise<ReadonlySet<Id>> {
  const there = new Set<Id>();
  for (const where of whereIds(ids)) {
    const rows = await table.query().where(where).select(['id']).toArrow();
    // A table without rows has no columns either.
    for (const id of rows.getChild('id') ?? []) there.add(id);
  }
  return there;
}

/** The ids that a filter is true for. */
export async function idsLetThrough(
  table: LanceTable,
  filter: (id: never, payload: Payload | undefined) => boolean,
): Promise<ReadonlySet<Id>> {
  const through = new Set<Id>();
  for await (const batch of table.query().select(['id', 'payload'])) {
    const [ids, payloads] = [batch.getChild('id')!, batch.getChild('payload')!];
    for (let row = 0; row < batch.numRows; row++) {
      const id = ids.get(row) as Id;
      if (filter(id as never, payloadFrom(payloads.get(row)))) through.add(id);
    }
  }
  return through;
}
