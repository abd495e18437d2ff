import { rename, rm, rmdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Payload } from '../contract.ts';
import { livingRows, pickRows } from '../local/pick-rows.ts';
import type { Piece, Rows } from '../local/rows.ts';
import type { IndexName } from '../names.ts';
import { createStore, exists, type StoreFacts } from './create-store.ts';
import { onDisk } from './on-disk.ts';

/**
 * Writes rows, without the deleted ones, as a new store. A folder of that name appears when all is in it.
 *
 * @param beside writes what else belongs into the folder that it is given.
 */
export async function saveStore(
  place: string,
  kind: IndexName,
  facts: StoreFacts,
  rows: Rows,
  beside?: (folder: string) => Promise<void>,
): Promise<void> {
  const folder = resolve(place); // without a slash at its end
  const temporary = `${folder}.saving-${process.pid}`;
  await rm(temporary, { recursive: true, force: true });
  try {
    const store = await createStore(temporary, kind, facts);
    const { ids, payloads } = await living(rows);
    await store.add(ids, livingPieces(rows), { payloads });
    await store.close();
    await beside?.(temporary);
    await putInPlace(temporary, folder);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

export async function living(rows: Rows) {
  const roster = await rows.refresh();
  const ids: (number | string)[] = [];
  const payloads: (Payload | undefined)[] = [];
  for (let position = 0; position < roster.length; position++) {
    if (roster.isGone(position)) continue;
    ids.push(roster.idAt(position));
    payloads.push(roster.payloadAt(position));
  }
  const isNumeric = typeof ids[0] === 'number';
  return { ids: isNumeric ? Uint32Array.from(ids as number[]) : (ids as string[]), payloads };
}

/** The rows that are not deleted, as they were prepared. */
export async function* livingPieces(rows: Rows): AsyncGenerator<Piece> {
  for await (const block of rows.blocks()) yield pickRows(block, livingRows(block, 0, block.rows), rows);
}

async function putInPlace(temporary: string, folder: string): Promise<void> {
  await onDisk(folder, async () => {
    try {
      await rmdir(folder); // an empty folder may be there
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'ENOTEMPTY' || code === 'EEXIST' || code === 'ENOTDIR') throw exists(folder);
      if (code !== 'ENOENT') throw error;
    }
    await rename(temporary, folder);
  });
}
