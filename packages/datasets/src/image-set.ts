import { checkInteger } from './check.ts';

export type Split = 'train' | 'test';

/** Height, width, channels. */
export type ImageShape = readonly [height: number, width: number, channels: number];

/** One way to label every picture of a set, such as `fine` or `coarse`. */
export interface LabelSet {
  /** Name of each class. */
  readonly names: readonly string[];
  /** Length `count`; each value is an index into `names`. */
  readonly values: Uint8Array;
}

/** Pictures as plain data. It survives `structuredClone`, so it can go to a worker. */
export interface ImageSet {
  readonly name: string;
  readonly split: Split;
  readonly shape: ImageShape;
  readonly count: number;
  /** Length count x height x width x channels, in this order, 0..255. Channels lie side by side (NHWC). */
  readonly pixels: Uint8Array;
  readonly labels: Readonly<Record<string, LabelSet>>;
  /** Length `count`: the picture's place in the official file of its split. No view changes it. */
  readonly ids: Uint32Array;
}

/** Bytes of one picture: height x width x channels. */
export function pixelsPerImage(set: Pick<ImageSet, 'shape'>): number {
  const [height, width, channels] = set.shape;
  return height * width * channels;
}

/**
 * The pixels of picture `row` (0..count-1): a view into `set.pixels`, not a copy.
 *
 * @throws {DatasetError} `INPUT_INVALID` if there is no such row.
 */
export function pictureOf(set: ImageSet, row: number): Uint8Array {
  checkInteger(`picture of ${set.name}`, row, 0, set.count - 1);
  const size = pixelsPerImage(set);
  return set.pixels.subarray(row * size, (row + 1) * size);
}
