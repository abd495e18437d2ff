import { promisify } from 'node:util';
import { inflateRaw } from 'node:zlib';
import { DatasetError, reasonOf } from '../errors.ts';
import { tooLarge } from '../read-errors.ts';
import { crc32 } from './crc32.ts';

/** A file in a zip, as the zip's directory describes it. Nothing of this is to be trusted. */
export interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly encrypted: boolean;
  readonly crc: number;
  readonly packedBytes: number;
  /** Size unpacked. */
  readonly bytes: number;
  /** Where the entry's own header starts. */
  readonly start: number;
}

const END = { signature: 0x06054b50, bytes: 22 };
const DIRECTORY = { signature: 0x02014b50, bytes: 46 };
const LOCAL = { signature: 0x04034b50, bytes: 30 };
const STORED = 0;
const DEFLATED = 8;
const METHODS: Readonly<Record<number, string>> = {
  9: 'Deflate64',
  12: 'BZIP2',
  14: 'LZMA',
  93: 'Zstandard',
  95: 'XZ',
};
/** No deflate stream unpacks to more than this many times its size. */
const MAX_RATIO = 1032;

/**
 * The files in a zip, from the directory at its end. Zip64 is not read: its sizes are over 4 GiB.
 *
 * @throws {DatasetError} `FORMAT_INVALID`
 */
export function listZip(zip: Uint8Array, source: string): ZipEntry[] {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.length);
  const end = findEnd(view);
  if (end === undefined) throw invalid(source, 'the directory at its end is missing');
  const count = view.getUint16(end + 10, true);
  const entries: ZipEntry[] = [];
  let at = view.getUint32(end + 16, true);
  for (let i = 0; i < count; i++) {
    if (at + DIRECTORY.bytes > end || view.getUint32(at, true) !== DIRECTORY.signature) {
      throw invalid(source, `its directory breaks off at file ${i} of ${count}`);
    }
    const nameBytes = view.getUint16(at + 28, true);
    const next =
      at + DIRECTORY.bytes + nameBytes + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    entries.push({
      name: new TextDecoder().decode(zip.subarray(at + DIRECTORY.bytes, at + DIRECTORY.bytes + nameBytes)),
      encrypted: (view.getUint16(at + 8, true) & 1) === 1,
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      packedBytes: view.getUint32(at + 20, true),
      bytes: view.getUint32(at + 24, true),
      start: view.getUint32(at + 42, true),
    });
    at = next;
  }
  return entries;
}

/** Where the end record starts: within the last 64 KiB, as a comment may follow it. */
function findEnd(view: DataView): number | undefined {
  const last = view.byteLength - END.bytes;
  for (let at = last; at >= Math.max(0, last - 0xffff); at--) {
    if (view.getUint32(at, true) === END.signature && view.getUint16(at + 20, true) === last - at) return at;
  }
  return undefined;
}

/**
 * The bytes of one file in a zip, with its check sum (CRC-32) checked.
 * A stored file is a view on `zip`; a deflated one is unpacked on another thread.
 *
 * @param maxBytes The most that may be unpacked; also bounds the memory, whatever the zip claims.
 * @throws {DatasetError} `FORMAT_INVALID`, `FILE_TOO_LARGE`
 */
export async function unzip(
  zip: Uint8Array,
  entry: ZipEntry,
  source: string,
  maxBytes: number,
): Promise<Uint8Array> {
  const { name, method, bytes, packedBytes } = entry;
  const from = `${name} in ${source}`;
  if (bytes > maxBytes) throw tooLarge(from, maxBytes);
  if (entry.encrypted) throw invalid(from, 'it is encrypted');
  if (method !== STORED && method !== DEFLATED) {
    throw new DatasetError(
      'FORMAT_INVALID',
      `${from} cannot be unpacked: it is packed by ${METHODS[method] ?? `method ${method}`}, which is not read.\n` +
        'Pack it anew: np.savez_compressed(new_path, **np.load(path)).',
    );
  }
  if (bytes > packedBytes * (method === STORED ? 1 : MAX_RATIO)) {
    throw invalid(from, `${packedBytes} bytes cannot unpack to the ${bytes} that it claims`);
  }
  const packed = packedContent(zip, entry, from);
  const content = method === STORED ? packed : await inflate(packed, bytes, from);
  if (content.length !== bytes) throw invalid(from, `it claims ${bytes} bytes, but has ${content.length}`);
  if (crc32(content) !== entry.crc) throw invalid(from, 'its check sum is wrong');
  return content;
}

function packedContent(zip: Uint8Array, { start, packedBytes }: ZipEntry, from: string): Uint8Array {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.length);
  const inside = start + LOCAL.bytes <= zip.length;
  if (!inside || view.getUint32(start, true) !== LOCAL.signature)
    throw invalid(from, 'it is not where it should be');
  const content = start + LOCAL.bytes + view.getUint16(start + 26, true) + view.getUint16(start + 28, true);
  if (content + packedBytes > zip.length) throw invalid(from, 'it is cut short');
  return zip.subarray(content, content + packedBytes);
}

async function inflate(packed: Uint8Array, bytes: number, from: string): Promise<Uint8Array> {
  try {
    // One output buffer of the right size, so that zlib needs no joining of pieces. 64 is zlib's smallest.
    const options = { chunkSize: Math.max(bytes + 1, 64), maxOutputLength: Math.max(bytes, 1) };
    return await promisify(inflateRaw)(packed, options);
  } catch (error) {
    throw invalid(from, reasonOf(error), error);
  }
}

function invalid(source: string, why: string, cause?: unknown): DatasetError {
  const message = `${source} cannot be unpacked: ${why}.\nGet the file again; a download may have stopped early.`;
  return new DatasetError('FORMAT_INVALID', message, { cause });
}
