import { createAugmenter } from './augment/augment.ts';
import type { Augmentation } from './augment/augmentation.ts';
import { checkInteger } from './check.ts';
import { type EpochOptions, epochOrder, fileOrder } from './epoch-order.ts';
import { DatasetError } from './errors.ts';
import { type ImageSet, pixelsPerImage } from './image-set.ts';

export interface BatchRowsOptions extends EpochOptions {
  /** Pictures in a batch, 1 or more. */
  readonly batchSize: number;
  /** Leave out a last batch that is not full. Default false. */
  readonly dropLast?: boolean;
  /** False keeps the order of the rows (then seed and epoch do not change it). Default true. */
  readonly shuffle?: boolean;
  /** Only these rows of the set: a part of it without a copy, such as one of `splitRows`. Default: all. */
  readonly rows?: ArrayLike<number>;
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
  /** Random changes of each picture, by seed, epoch and the picture's id. The set stays as it is. Default: none. */
  readonly augment?: readonly Augmentation[];
}

export interface Batch<T extends PixelType> {
  /** The batch's rows in the set; length `count`. */
  readonly rows: Int32Array;
  readonly count: number;
  /** count x height x width x channels. Overwritten by the next batch: copy what you keep. */
  readonly pixels: PixelArrays[T];
}

/**
 * The rows of one epoch, cut into batches. Every row (or every one of `rows`) comes once, unless `dropLast`
 * drops some.
 *
 * @throws {DatasetError} `INPUT_INVALID`, at the call and not at the first batch.
 */
export function batchRows(count: number, options: BatchRowsOptions): Generator<Int32Array, void> {
  const { batchSize, dropLast = false, shuffle = true, rows } = options;
  checkInteger('batchSize', batchSize, 1, 2 ** 31 - 1);
  const length = rows?.length ?? count;
  const order = shuffle ? epochOrder(length, options) : fileOrder(length);
  const chosen = rows && order.map((i) => checkInteger(`element ${i} of rows`, rows[i]!, 0, count - 1));
  return cut(chosen ?? order, batchSize, dropLast);
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
  const length = Math.min(options.batchSize, options.rows?.length ?? set.count) * size;
  return fill(rows, size, pictures(set, options), gatherers[dtype as T](length));
}

/** The picture at a row: a view, or what `augment` makes of it. */
function pictures(set: ImageSet, options: BatchOptions<PixelType>): (row: number) => Uint8Array {
  const { augment = [] } = options;
  const size = pixelsPerImage(set);
  const view = (row: number) => set.pixels.subarray(row * size, (row + 1) * size);
  if (augment.length === 0) return view;
  const augmented = createAugmenter(set.shape, augment, options);
  return (row) => augmented(view(row), set.ids[row]!);
}

/** Writes a picture at a place of the buffer. */
interface Gatherer<P> {
  readonly buffer: P;
  put(picture: Uint8Array, offset: number): void;
}

const gatherers: { [T in PixelType]: (length: number) => Gatherer<PixelArrays[T]> } = {
  uint8(length) {
    const buffer = new Uint8Array(length);
    return { buffer, put: (picture, offset) => buffer.set(picture, offset) };
  },
  float32(length) {
    const buffer = new Float32Array(length);
    return {
      buffer,
      put(picture, offset) {
        for (let i = 0; i < picture.length; i++) buffer[offset + i] = picture[i]! / 255;
      },
    };
  },
};

function* fill<T extends PixelType>(
  batchesOfRows: Iterable<Int32Array>,
  size: number,
  pictureAt: (row: number) => Uint8Array,
  { buffer, put }: Gatherer<PixelArrays[T]>,
): Generator<Batch<T>, void> {
  for (const rows of batchesOfRows) {
    for (let i = 0; i < rows.length; i++) put(pictureAt(rows[i]!), i * size);
    const pixels = buffer.subarray(0, rows.length * size) as PixelArrays[T];
    yield { rows, count: rows.length, pixels };
  }
}
