import type { Codes } from '../../codes.ts';
import type { IdsOf, IdType } from '../contract.ts';
import { collectIds } from '../local/ids.ts';
import type { OpenOptions } from '../options.ts';
import { openStore } from './open-store.ts';

/** Items of a store: an id and a vector each. */
export interface StoredVectors<T extends IdType> {
  readonly ids: IdsOf<T>;
  readonly vectors: Codes;
}

/**
 * The vectors of a store, a block at a time, without those that were deleted: what the measure made of the codes that
 * were added. For `cosine` they are codes of length 1, for `l2` and `dot` the codes themselves. The vectors of a
 * block are good until the next one is asked for.
 *
 * @throws {SimilarityError} as `openIndex`.
 */
export async function* readVectors<T extends IdType = 'number'>(
  folder: string,
  options: OpenOptions<T> = {},
): AsyncGenerator<StoredVectors<T>> {
  const { rows, facts } = await openStore(folder, options);
  try {
    const roster = await rows.refresh();
    for await (const { start, rows: count, matrix } of rows.blocks()) {
      const kept = Array.from({ length: count }, (_, row) => row).filter(
        (row) => !roster.isGone(start + row),
      );
      const data = new Float32Array(kept.length * rows.width);
      for (const [to, row] of kept.entries()) {
        const from = row * rows.columns;
        data.set(matrix.subarray(from, from + rows.width), to * rows.width);
      }
      const ids = collectIds(facts.idType, kept.length, (i) => roster.idAt(start + kept[i]!)) as IdsOf<T>;
      if (kept.length > 0) yield { ids, vectors: { count: kept.length, size: rows.width, data } };
    }
  } finally {
    await rows.close();
  }
}
