import type { IdType, Index, Payload, SearchOptions } from '../contract.ts';
import { checkAddition } from './check-addition.ts';
import { checkIds } from './ids.ts';
import type { LocalParts } from './local-parts.ts';
import { preparedPieces } from './pieces.ts';
import { searchRows } from './search-rows.ts';
import { createTurns } from './turns.ts';

/** An index from where its rows are and how they are ranked. What is the same for all kinds is here. */
export function localIndex<T extends IdType>(parts: LocalParts<T>): Index<T> {
  const { exact, measure, size, idType, rows, ranker } = parts;
  const turns = createTurns();
  let count = parts.count ?? 0;

  /** Does a job in its turn, and sees what it changed. */
  const inTurn = <R>(job: () => Promise<R>): Promise<R> =>
    turns.inTurn(async () => {
      const result = await job();
      count = (await rows.refresh()).count;
      return result;
    });

  return {
    exact,
    measure: measure.name,
    size,
    idType,
    get count() {
      return turns.isClosed ? 0 : count;
    },
    add: (ids, codes, options = {}) =>
      inTurn(async () => {
        const payloads = checkAddition(parts, ids, codes, options);
        const { onProgress } = options;
        const told = onProgress && !ranker.catchUp ? { onProgress } : {};
        await rows.add(ids, preparedPieces(measure, codes), { payloads, ...told });
        try {
          await ranker.catchUp?.(rows, onProgress);
        } catch (error) {
          await rows.delete(ids); // all or nothing
          throw error;
        }
      }),
    delete: (ids) =>
      inTurn(async () => {
        checkIds('ids', ids, idType);
        return rows.delete(ids);
      }),
    search: (queries, k, options: SearchOptions<T> = {}) =>
      inTurn(() => searchRows(parts, queries, k, options)),
    payloads: (ids) =>
      inTurn(async () => {
        checkIds('ids', ids, idType);
        const roster = await rows.refresh();
        return Array.from<string | number, Payload | undefined>(ids, (id) => {
          const position = roster.positionOf(id);
          return position === undefined ? undefined : roster.payloadAt(position);
        });
      }),
    save: (folder) => inTurn(() => parts.save(folder)),
    close: () =>
      turns.close(async () => {
        await ranker.close();
        await rows.close();
      }),
  };
}
