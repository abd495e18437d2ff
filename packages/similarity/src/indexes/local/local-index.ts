import { type Codes, checkCodes, rowsOf } from '../../codes.ts';
import { SimilarityError } from '../../errors.ts';
import type { Measure } from '../../measures/measure.ts';
import type { MeasureName } from '../../measures/measures.ts';
import type { AddOptions, IdsOf, IdType, Index, SearchOptions } from '../contract.ts';
import { checkIds } from './ids.ts';
import { createQueue } from './queue.ts';
import type { Ranker } from './ranker.ts';
import type { Pieces, Rows } from './rows.ts';
import { searchRows } from './search-rows.ts';

/** Rows prepared at a time, so that a large addition needs little memory besides its own. */
const PIECE = 4096;

export interface LocalParts<T extends IdType> {
  readonly exact: boolean;
  readonly measure: Measure<MeasureName>;
  readonly size: number;
  readonly idType: T;
  readonly rows: Rows;
  readonly ranker: Ranker;
  /** Items when the index is opened. */
  readonly count?: number;
  save(folder: string): Promise<void>;
}

/** An index from where its rows are and how they are ranked. What is the same for all kinds is here. */
export function localIndex<T extends IdType>(parts: LocalParts<T>): Index<T> {
  const { exact, measure, size, idType, rows, ranker } = parts;
  const queue = createQueue();
  let closed = false;
  let count = parts.count ?? 0;

  /** Does a job in its turn, on the rows as they are by then. */
  const inTurn = <R>(job: () => Promise<R>): Promise<R> =>
    queue(async () => {
      if (closed) throw new SimilarityError('INDEX_CLOSED', 'index is closed; allowed: nothing but close.');
      const result = await job();
      count = (await rows.refresh()).count;
      return result;
    });

  const add = (ids: IdsOf<T>, codes: Codes, options: AddOptions = {}) =>
    inTurn(async () => {
      checkCodes('codes', codes, measure.range, size);
      checkIds('ids', ids, idType, codes.count);
      checkPayloads(options.payloads, codes.count);
      const { onProgress, ...rest } = options;
      await rows.add(ids, prepared(measure, codes), ranker.catchUp ? rest : options);
      await ranker.catchUp?.(rows, onProgress);
    });

  return {
    exact,
    measure: measure.name,
    size,
    idType,
    get count() {
      return closed ? 0 : count;
    },
    add,
    delete: (ids) =>
      inTurn(() => {
        checkIds('ids', ids, idType);
        return rows.delete(ids);
      }),
    search: (queries, k, options: SearchOptions<T> = {}) =>
      inTurn(() => searchRows(parts, queries, k, options)),
    payloads: (ids) =>
      inTurn(async () => {
        checkIds('ids', ids, idType);
        const roster = await rows.refresh();
        return Array.from<string | number, ReturnType<typeof roster.payloadAt>>(ids, (id) => {
          const position = roster.positionOf(id);
          return position === undefined ? undefined : roster.payloadAt(position);
        });
      }),
    save: (folder) => inTurn(() => parts.save(folder)),
    close: () =>
      queue(async () => {
        if (closed) return;
        closed = true;
        await ranker.close();
        await rows.close();
      }),
  };
}

function* prepared(measure: Measure, codes: Codes): Pieces {
  for (let start = 0; start < codes.count; start += PIECE) {
    const piece = rowsOf(codes, start, start + PIECE);
    yield { ...measure.prepareItems(piece), count: piece.count };
  }
}

function checkPayloads(payloads: AddOptions['payloads'], count: number): void {
  if (payloads === undefined || payloads.length === count) return;
  throw new SimilarityError(
    'SHAPE_MISMATCH',
    `payloads has ${payloads.length} values; allowed: ${count}, one a row.`,
  );
}
