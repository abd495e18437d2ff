import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { reasonOf } from '../errors.ts';
import { type ImageShape, pixelsPerImage } from '../image-set.ts';
import type { Decoder } from './decode-picture.ts';
import type { PictureFile, UnreadableFile } from './list-pictures.ts';

export interface FolderProgress {
  /** Pictures read so far, the unreadable ones too. */
  readonly done: number;
  readonly total: number;
}

export interface DecodeOptions {
  readonly shape: ImageShape;
  /** Called about 200 times, the last time with done = total. */
  readonly onProgress?: ((progress: FolderProgress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface DecodedPictures {
  /** The readable pictures, end to end, in the order of the list. */
  readonly pixels: Uint8Array;
  readonly unreadable: readonly UnreadableFile[];
}

/** More do not help: Node reads files and runs sharp on four threads, unless it is told otherwise. */
const MAX_PARALLEL = 8;

/**
 * Reads all pictures, several at once, into one array. Beside that array, memory is what the pictures in
 * work take.
 *
 * @throws What `signal` was aborted with.
 */
export async function decodePictures(
  folder: string,
  pictures: readonly PictureFile[],
  decode: Decoder,
  { shape, onProgress, signal }: DecodeOptions,
): Promise<DecodedPictures> {
  const size = pixelsPerImage({ shape });
  const pixels = new Uint8Array(pictures.length * size);
  const reasons = new Map<number, string>();
  const stride = Math.ceil(pictures.length / 200);
  const rows = pictures.keys();
  let done = 0;

  async function work(): Promise<void> {
    for (const row of rows) {
      signal?.throwIfAborted();
      try {
        pixels.set(await decode(join(folder, pictures[row]!.path)), row * size);
      } catch (error) {
        reasons.set(row, reasonOf(error));
      }
      done++;
      if (done % stride === 0 || done === pictures.length) onProgress?.({ done, total: pictures.length });
    }
  }

  // The workers take rows from one iterator, so a slow picture holds up none but its own worker.
  const workers = Math.min(2 * availableParallelism(), MAX_PARALLEL);
  await Promise.all(Array.from({ length: workers }, work));
  const unreadable = [...reasons].sort(([a], [b]) => a - b);
  return {
    pixels: closeGaps(pixels, size, reasons),
    unreadable: unreadable.map(([row, reason]) => ({ path: pictures[row]!.path, reason })),
  };
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
