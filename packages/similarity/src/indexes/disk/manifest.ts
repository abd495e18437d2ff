import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { replaceFile } from '@hourglass/files';
import { SimilarityError } from '../../errors.ts';
import type { IndexName } from '../names.ts';
import type { StoredFacts } from '../stored-facts.ts';
import { onDisk } from './on-disk.ts';

export const VERSION = 1;
const FORMAT = 'hourglass-index';

/** The bytes of an append-only file that count, and their CRC-32. */
export interface FileState {
  readonly bytes: number;
  readonly crc: number;
}

/** What a store holds. Bytes beyond what it names were never said to be stored, and are overwritten. */
export interface Manifest extends StoredFacts {
  readonly format: typeof FORMAT;
  readonly version: number;
  /** The row of the table of indexes that wrote it. */
  readonly kind: IndexName;
  /** Positions, those of deleted items included. */
  readonly rows: number;
  readonly gone: number;
  readonly rowsPerBlock: number;
  /** CRC-32 of each block of `rows.f32`; of the last one, as far as it is filled. */
  readonly blocks: readonly number[];
  readonly files: { readonly ids: FileState; readonly payloads: FileState; readonly gone: FileState };
}

/** rows x (width + 2) float32, little-endian: vector, bias rounded to float32, and what was rounded away. */
export const ROWS_FILE = 'rows.f32';
/** A JSON string a line, or 4 bytes a number. */
export const IDS_FILE = 'ids';
/** A line of JSON for each item that has a payload: its position and the payload. */
export const PAYLOADS_FILE = 'payloads.jsonl';
/** Positions of deleted items, 4 bytes each. */
export const GONE_FILE = 'gone.u32';
const MANIFEST_FILE = 'manifest.json';

export const manifestPath = (folder: string) => join(folder, MANIFEST_FILE);

export function emptyManifest(
  facts: Omit<Manifest, 'format' | 'version' | 'rows' | 'gone' | 'blocks' | 'files'>,
): Manifest {
  const none = { bytes: 0, crc: 0 };
  const files = { ids: none, payloads: none, gone: none };
  return { format: FORMAT, version: VERSION, ...facts, rows: 0, gone: 0, blocks: [], files };
}

/** Replaces the manifest as a whole: the moment from which an addition or deletion counts. */
export async function writeManifest(folder: string, manifest: Manifest): Promise<void> {
  const body = JSON.stringify(manifest);
  await replaceFile(manifestPath(folder), `${JSON.stringify({ ...manifest, checksum: crc32(body) })}\n`);
}

/** @throws {SimilarityError} `STORE_MISSING`, `STORE_DAMAGED`, `STORE_MISMATCH`, `STORE_UNUSABLE`. */
export async function readManifest(folder: string): Promise<Manifest> {
  const text = await onDisk(folder, () => readFile(manifestPath(folder), 'utf8'));
  const damaged = new SimilarityError(
    'STORE_DAMAGED',
    `index at ${folder}: ${MANIFEST_FILE} was cut or changed. Its other files are untouched; bring back ` +
      'a copy of this one, or index anew.',
  );
  let read: Manifest & { checksum?: number };
  try {
    read = JSON.parse(text);
  } catch {
    throw damaged;
  }
  const { checksum, ...manifest } = read;
  if (manifest.format === FORMAT && manifest.version > VERSION) throw tooNew(folder, manifest.version);
  if (manifest.format !== FORMAT || checksum !== crc32(JSON.stringify(manifest))) throw damaged;
  return manifest;
}

function tooNew(folder: string, version: number): SimilarityError {
  return new SimilarityError(
    'STORE_MISMATCH',
    `index at ${folder}: its format is version ${version}; allowed: up to ${VERSION}. Use a newer @hourglass/similarity.`,
  );
}
