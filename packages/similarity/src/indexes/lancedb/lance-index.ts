import type { Schema } from 'apache-arrow';
import type { IdType, Index, Payload } from '../contract.ts';
import { exists } from '../disk/create-store.ts';
import { checkAddition } from '../local/check-addition.ts';
import { checkIds } from '../local/ids.ts';
import { checkNewIds } from '../local/new-ids.ts';
import { preparedPieces } from '../local/pieces.ts';
import { createTurns } from '../local/turns.ts';
import type { CheckedOptions } from '../options.ts';
import { connect, type LanceOptions, TABLE } from './connect.ts';
import { idsThere, payloadsOf } from './lance-ids.ts';
import { schemaOf, tableOf } from './lance-rows.ts';
import { searchLance } from './lance-search.ts';
import type { Arrow, LanceTable } from './load.ts';
import { callers, onLance } from './on-lance.ts';
import { whereIds } from './sql.ts';

/** Every addition makes a fragment, and many make reading slow. */
const ADDITIONS_BEFORE_OPTIMIZE = 32;

/** The index that a table is. */
export async function lanceIndex<T extends IdType>(
  folder: string,
  table: LanceTable,
  facts: CheckedOptions<T>,
  arrow: Arrow,
  options: LanceOptions,
): Promise<Index<T>> {
  const { measure, size, idType } = facts;
  const schema = schemaOf(arrow, facts);
  const turns = createTurns();
  let count = await table.countRows();
  let additions = 0;

  const inTurn = <R>(job: () => Promise<R>): Promise<R> =>
    turns.inTurn(() =>
      onLance(folder, async () => {
        await table.checkoutLatest(); // what other processes wrote
        const result = await job();
        count = await table.countRows();
        return result;
      }),
    );

  return {
    exact: true,
    measure: measure.name,
    size,
    idType,
    get count() {
      return turns.isClosed ? 0 : count;
    },
    add: (ids, codes, added = {}) =>
      inTurn(async () => {
        const payloads = checkAddition(facts, ids, codes, added);
        const there = await idsThere(table, ids);
        checkNewIds(ids, (id) => there.has(id));
        if (codes.count === 0) return; // LanceDB takes no table without rows
        const told = added.onProgress && callers(added.onProgress);
        await table.add(tableOf(arrow, schema, ids, preparedPieces(measure, codes), payloads, told));
        if (++additions % ADDITIONS_BEFORE_OPTIMIZE === 0) await table.optimize();
      }),
    delete: (ids) =>
      inTurn(async () => {
        checkIds('ids', ids, idType);
        const { size: there } = await idsThere(table, ids);
        for (const where of there > 0 ? whereIds(ids) : []) await table.delete(where);
        return there;
      }),
    search: (queries, k, asked = {}) => inTurn(() => searchLance(table, facts, queries, k, asked)),
    payloads: (ids) =>
      inTurn(async () => {
        checkIds('ids', ids, idType);
        const carried = await payloadsOf(table, ids);
        return Array.from<string | number, Payload | undefined>(ids, (id) => carried.get(id));
      }),
    save: (target) => inTurn(() => onLance(target, () => copyTo(target, table, schema, options))),
    close: () => turns.close(async () => table.close()),
  };
}

/** Writes all rows as a table of a new database. */
async function copyTo(
  target: string,
  table: LanceTable,
  schema: Schema,
  options: LanceOptions,
): Promise<void> {
  const db = await connect(target, options);
  if ((await db.tableNames()).includes(TABLE)) throw exists(target);
  // Two steps, as a table that is made of rows forgets the metadata of their schema.
  const copy = await db.createEmptyTable(TABLE, schema);
  const rows = await table.query().toArrow();
  if (rows.numRows > 0) await copy.add(rows);
}
