import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder, replaceFile } from '@hourglass/files';
import type { MeasureName } from '@hourglass/similarity';
import type { PictureEncoder } from '../encoders/picture-encoder.ts';
import { LibraryError } from '../errors.ts';
import { inStore } from './in-store.ts';

const FORMAT = 'hourglass-library';
const VERSION = 1;
const FACTS = 'library.json';
const ENCODER = 'encoder.onnx';

/** What a store was made for. */
export interface StoreFacts {
  /** The folder of pictures, absolute. */
  readonly root: string;
  readonly encoder: PictureEncoder;
  readonly measure: MeasureName;
}

/** `library.json`: the encoder's file lies beside it. */
interface Written extends Omit<StoreFacts, 'encoder'> {
  readonly format: typeof FORMAT;
  readonly version: number;
  readonly encoder: Omit<PictureEncoder, 'onnx'> & { readonly sha256?: string };
}

export const indexFolderOf = (store: string) => join(store, 'index');

/**
 * Makes a store: it is there when its facts are.
 *
 * @throws {LibraryError} `STORE_EXISTS` if the folder holds something else, `STORE_UNUSABLE`.
 */
export async function createStore(store: string, facts: StoreFacts): Promise<void> {
  const { onnx, ...encoder } = facts.encoder;
  const sha256 = onnx && sha256Of(onnx);
  const written: Written = {
    format: FORMAT,
    version: VERSION,
    ...facts,
    encoder: { ...encoder, ...(sha256 && { sha256 }) },
  };
  await inStore(store, async () => {
    if (onnx) await replaceFile(join(store, ENCODER), onnx);
    const body = JSON.stringify(written);
    await replaceFile(join(store, FACTS), `${JSON.stringify({ ...written, checksum: sha256Of(body) })}\n`);
  });
}

/** Makes the folder, unless it holds something else. */
export async function prepareStore(store: string): Promise<void> {
  await inStore(store, async () => {
    await makeFolder(store);
    const ours = /^(busy|encoder\.onnx.*|library\.json.*)$/; // a store whose making was cut off
    const other = (await readdir(store)).find((name) => !ours.test(name));
    if (other === undefined) return;
    throw new LibraryError(
      'STORE_EXISTS',
      `'${store}' holds something else ('${other}'). Name another folder for the store.`,
    );
  });
}

/** @throws {LibraryError} `STORE_MISSING`, `STORE_DAMAGED`, `STORE_MISMATCH`, `STORE_UNUSABLE`. */
export async function readFacts(store: string): Promise<StoreFacts> {
  const text = await inStore(store, () => readFile(join(store, FACTS), 'utf8').catch(missing(store)));
  const { checksum, ...written } = parse(store, text);
  if (written.format === FORMAT && written.version > VERSION) {
    throw new LibraryError(
      'STORE_MISMATCH',
      `store '${store}': its format is version ${written.version}, and this Hourglass knows ${VERSION}. Use a newer one.`,
    );
  }
  if (written.format !== FORMAT || checksum !== sha256Of(JSON.stringify(written)))
    throw damaged(store, FACTS);
  const { sha256, ...encoder } = written.encoder;
  const { root, measure } = written;
  if (sha256 === undefined) return { root, measure, encoder };
  const onnx = await inStore(store, () =>
    readFile(join(store, ENCODER)).catch(() => {
      throw damaged(store, ENCODER);
    }),
  );
  if (sha256Of(onnx) !== sha256) throw damaged(store, ENCODER);
  return { root, measure, encoder: { ...encoder, onnx } };
}

function parse(store: string, text: string): Written & { readonly checksum?: string } {
  try {
    return JSON.parse(text);
  } catch {
    throw damaged(store, FACTS);
  }
}

function missing(store: string) {
  return (error: NodeJS.ErrnoException): never => {
    if (error.code !== 'ENOENT' && error.code !== 'ENOTDIR') throw error;
    throw new LibraryError(
      'STORE_MISSING',
      `there is no store at '${store}'. Index a folder of pictures first.`,
    );
  };
}

function damaged(store: string, file: string): LibraryError {
  return new LibraryError(
    'STORE_DAMAGED',
    `store '${store}': ${file} was cut or changed. Bring back a copy of it, or delete the store and index anew.`,
  );
}

function sha256Of(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}
