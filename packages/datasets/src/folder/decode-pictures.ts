import { readFile } from 'node:fs/promises';
import { reasonOf } from '../errors.ts';
import { type ImageShape, pixelsPerImage } from '../image-set.ts';
import type { Decoder } from './decode-picture.ts';
import { inParallel } from './in-parallel.ts';
import type { PictureFile } from './list-pictures.ts';

export interface FolderProgress {
  /** Pictures read so far, the unreadable ones too. */
  readonly done: number;
  readonly total: number;
}

export interface DecodeOptions {
  readonly shape: ImageShape;
  readonly maxPixels: number;
  /** Called about 200 times, the last time with done = total. */
  readonly onProgress?: ((progress: FolderProgress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** What came of a list of files. A file is known by its place in the list, never by its name or by a count. */
export interface DecodedPictures {
  /** The readable pictures, end to end, in the order of the list. */
  readonly pixels: Uint8Array;
  /** The others, in the order of the list. */
  readonly failed: readonly { readonly place: number; readonly reason: string }[];
  /** Places of the files that hold several pictures, of which the first was taken. */
  readonly several: readonly number[];
}

/** What a file may have beside its pixels, and the most bytes that a pixel takes unpacked. */
const SLACK_BYTES = 2 ** 24;
const MAX_PIXEL_BYTES = 8;

/**
 * Reads all pictures, several at once, into one array. Beside that array, memory is what the pictures in
 * work take.
 *
 * @throws What `signal` was aborted with.
 */
export async function decodePictures(
  pictures: readonly PictureFile[],
  decode: Decoder,
  { shape, maxPixels, onProgress, signal }: DecodeOptions,
): Promise<DecodedPictures> {
  const size = pixelsPerImage({ shape });
  const maxBytes = maxPixels * MAX_PIXEL_BYTES + SLACK_BYTES;
  const pixels = new Uint8Array(pictures.length * size);
  const reasons = new Map<number, string>();
  const several: number[] = [];
  const stride = Math.ceil(pictures.length / 200);
  let done = 0;

  await inParallel(pictures.keys(), async (place) => {
    signal?.throwIfAborted();
    try {
      const decoded = await decode(await bytesOf(pictures[place]!, maxBytes));
      pixels.set(decoded.pixels, place * size);
      if (decoded.pictures > 1) several.push(place);
    } catch (error) {
      reasons.set(place, reasonOf(error));
    }
    done++;
    if (done % stride === 0 || done === pictures.length) onProgress?.({ done, total: pictures.length });
  });

  const failed = [...reasons].map(([place, reason]) => ({ place, reason }));
  return {
    pixels: closeGaps(pixels, size, reasons),
    failed: failed.sort((a, b) => a.place - b.place),
    several: several.sort((a, b) => a - b),
  };
}

async function bytesOf({ file, stat }: PictureFile, maxBytes: number): Promise<Uint8Array> {
  if (stat.size > maxBytes) throw new Error(`it has ${stat.size} bytes, more than the largest picture takes`);
  return readFile(file);
}

/** Moves the rows that are not in `gaps` to the front, in place, and returns them. */
function closeGaps(pixels: Uint8Array, size: number, gaps: ReadonlyMap<number, unknown>): Uint8Array {
  if (gaps.size === 0) return pixels;
  let kept = 0;
  for (let row = 0; row * size < pixels.length; row++) {
    if (gaps.has(row)) continue;
    pixels.copyWithin(kept * size, row * size, (row + 1) * size);
    kept++;
  }
  return pixels.subarray(0, kept * size);
}
