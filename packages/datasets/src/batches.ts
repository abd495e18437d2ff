import { checkInteger } from './check.ts';
import { type EpochOptions, epochOrder, fileOrder } from './epoch-order.ts';
import { DatasetError } from './errors.ts';
import { type ImageSet, pixelsPerImage } from './image-set.ts';

export interface BatchRowsOptions extends EpochOptions {
  /** Pictures in a batch, 1 or more. */
  readonly batchSize: number;
  /** Leave out a last batch that is not full. Default false. */
  readonly dropLast?: boolean;
  /** False keeps the set's own order (then seed and epoch do nothing). Default true. */
  readonly shuffle?: boolean;
}

interface PixelArrays {
  /** 0..255, as stored. */
  uint8: Uint8Array;
  /** 0..1: stored value / 255. */
  float32: Float32Array;
}

export type PixelType = keyof PixelArrays;

export interface BatchOptions<T extends PixelType> extends BatchRowsOptions {
  /** Default 'float32'. */
  readonly dtype?: T;
}

export interface Batch<T extends PixelType> {
  /** The batch's rows in the set; length `count`. */
  readonly rows: Int32Array;
  readonly count: number;
  /** count x height x width x channels. Overwritten by the next batch: copy what you keep. */
  readonly pixels: PixelArrays[T];
}

/**
 * The rows of one epoch, cut into batches. Every row comes once, unless `dropLast` drops some.
 *
 * @throws {DatasetError} `INPUT_INVALID`, at the call and not at the first batch.
 */
export function batchRows(count: number, options: BatchRowsOptions): Generator<Int32Array, void> {
  const { batchSize, dropLast = false, shuffle = true } = options;
  checkInteger('batchSize', batchSize, 1, 2 ** 31 - 1);
  const order = shuffle ? epochOrder(count, options) : fileOrder(count);
  return cut(order, batchSize, dropLast);
}

function* cut(order: Int32Array, batchSize: number, dropLast: boolean): Generator<Int32Array, void> {
  const end = dropLast ? order.length - (order.length % batchSize) : order.length;
  for (let start = 0; start < end; start += batchSize) {
    yield order.subarray(start, Math.min(start + batchSize, end));
  }
}

/**
 * The pictures of one epoch, batch by batch.
 *
 * All batches of one generator share ONE buffer, so memory is one batch however large the set,
 * and a batch is good until the next one is asked for.
 *
 * @throws {DatasetError} `INPUT_INVALID`, at the call and not at the first batch.
 */
export function batches<T extends PixelType = 'float32'>(
  set: ImageSet,
  options: BatchOptions<T>,
): Generator<Batch<T>, void> {
  const dtype: PixelType = options.dtype ?? 'float32';
  if (!Object.hasOwn(gatherers, dtype)) {
    throw new DatasetError('INPUT_INVALID', `dtype is "${dtype}". It must be "uint8" or "float32".`);
  }
  const rows = batchRows(set.count, options);
  const size = pixelsPerImage(set);
  const length = Math.min(options.batchSize, set.count) * size;
  return fill(rows, size, gatherers[dtype as T](set, length));
}

/** Writes a picture, given by its row, at a place of the buffer. */
interface Gatherer<P> {
  readonly buffer: P;
  put(row: number, offset: number): void;
}

const gatherers: { [T in PixelType]: (set: ImageSet, length: number) => Gatherer<PixelArrays[T]> } = {
  uint8(set, length) {
    const size = pixelsPerImage(set);
    const buffer = new Uint8Array(length);
    return {
      buffer,
      put: (row, offset) => buffer.set(set.pixels.subarray(row * size, (row + 1) * size), offset),
    };
  },
  float32({ pixels, shape }, length) {
    const size = pixelsPerImage({ shape });
    const buffer = new Float32Array(length);
    return {
      buffer,
      put(row, offset) {
        const start = row * size;
        for (let i = 0; i < size; i++) buffer[offset + i] = pixels[start + i]! / 255;
      },
    };
  },
};

function* fill<T extends PixelType>(
  batchesOfRows: Iterable<Int32Array>,
  size: number,
  { buffer, put }: Gatherer<PixelArrays[T]>,
): Generator<Batch<T>, void> {
  for (const rows of batchesOfRows) {
    for (let i = 0; i < rows.length; i++) put(rows[i]!, i * size);
    const pixels = buffer.subarray(0, rows.length * size) as PixelArrays[T];
    yield { rows, count: rows.length, pixels };
  }
}
