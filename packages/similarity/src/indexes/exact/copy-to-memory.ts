import { living, livingPieces } from '../disk/save-store.ts';
import type { Rows } from '../local/rows.ts';
import { MemoryRows } from './memory-rows.ts';

/** All rows that are not deleted, in memory. */
export async function copyToMemory(rows: Rows, mayMove = true): Promise<MemoryRows> {
  const copy = new MemoryRows(rows.width, mayMove);
  const { ids, payloads } = await living(rows);
  await copy.add(ids, livingPieces(rows), { payloads });
  return copy;
}
