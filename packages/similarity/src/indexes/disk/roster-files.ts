import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import type { Payload } from '../contract.ts';
import { type MaybePayload, Roster } from '../local/roster.ts';
import type { SomeIds } from '../local/rows.ts';
import { bytesOf } from './append.ts';
import { damaged } from './check-files.ts';
import { type FileState, GONE_FILE, IDS_FILE, type Manifest, PAYLOADS_FILE } from './manifest.ts';

export function idsToBytes(ids: SomeIds): Uint8Array {
  return ids instanceof Uint32Array ? bytesOf(ids) : lines(ids as readonly string[]);
}

export function payloadsToBytes(payloads: readonly MaybePayload[] = [], start: number): Uint8Array {
  return lines(payloads.flatMap((payload, row) => (payload ? [[start + row, payload]] : [])));
}

const lines = (values: readonly unknown[]) =>
  Buffer.from(values.map((value) => `${JSON.stringify(value)}\n`).join(''));

/** The items that are in the store, checked against the manifest's checksums. */
export async function loadRoster(folder: string, { idType, files }: Manifest): Promise<Roster> {
  const ids = await checked(folder, IDS_FILE, files.ids);
  const payloads = await checked(folder, PAYLOADS_FILE, files.payloads);
  const gone = await checked(folder, GONE_FILE, files.gone);
  const carried = new Map(parsed(payloads) as [number, Payload][]);
  const removed = new Set(numbers(gone));
  for (const position of removed) carried.delete(position);
  return new Roster(
    idType === 'number' ? Array.from(numbers(ids)) : (parsed(ids) as string[]),
    carried,
    removed,
  );
}

async function checked(folder: string, name: string, { bytes, crc }: FileState): Promise<Buffer> {
  if (bytes === 0) return Buffer.alloc(0);
  const data = (await readFile(join(folder, name))).subarray(0, bytes);
  if (data.length === bytes && crc32(data) === crc) return data;
  throw damaged(folder, `${name} was changed since it was written (its checksum is another)`);
}

const numbers = (data: Buffer) => new Uint32Array(Uint8Array.from(data).buffer);

const parsed = (data: Buffer): unknown[] =>
  data.length === 0
    ? []
    : data
        .toString('utf8')
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line));
