import { DatasetError } from '../errors.ts';
import type { ImageSet, ImageShape, LabelSet, Split } from '../image-set.ts';
import { axesAdvice, bytesAdvice } from './array-advice.ts';
import { arrayLabels } from './array-labels.ts';
import type { NpyArray } from './npy.ts';

export interface ArrayImagesOptions {
  readonly name: string;
  readonly split: Split;
  /** Names of the classes. Default: the numbers 0..largest label. */
  readonly classes?: readonly string[] | undefined;
}

const MAX_CHANNELS = 4;

/**
 * A set from an array of pictures: uint8, count x height x width, or count x height x width x channels (1..4).
 * The pixels are a view on the array. With `labels` the set has a label set 'fine'.
 *
 * @param labels Integers, one a picture: count or count x 1.
 * @throws {DatasetError} `FORMAT_INVALID`, `COUNT_MISMATCH`, `LABEL_OUT_OF_RANGE`
 */
export function arrayImages(
  images: NpyArray,
  labels: NpyArray | undefined,
  options: ArrayImagesOptions,
): ImageSet {
  const { count, shape } = pictureShape(images);
  const sets: Record<string, LabelSet> = {};
  if (labels !== undefined) sets.fine = arrayLabels(labels, options.classes);
  const labelled = sets.fine?.values.length ?? count;
  if (labelled !== count) {
    throw new DatasetError(
      'COUNT_MISMATCH',
      `${images.source} holds ${count} pictures, but ${labels?.source} holds ${labelled} labels.\n` +
        'Each picture needs one label: take both arrays of the same split.',
    );
  }
  const { name, split } = options;
  const ids = Uint32Array.from({ length: count }, (_, place) => place);
  return { name, split, shape, count, pixels: images.bytes, labels: sets, ids };
}

function pictureShape(images: NpyArray): { count: number; shape: ImageShape } {
  const { dtype, storedType, shape, source } = images;
  const held = `${source} holds an array of ${shape.join(' x ') || 'one value'}`;
  if (dtype !== '|u1') {
    throw invalid(
      `${held} of type ${storedType}, where pictures of uint8 (|u1) were expected`,
      bytesAdvice(images),
    );
  }
  const [count = 0, height = 0, width = 0, channels = 1] = shape;
  if (shape.length === 4 && channels > MAX_CHANNELS && height <= MAX_CHANNELS) {
    throw invalid(`${held}: its channels come first`, 'Save array.transpose(0, 2, 3, 1).');
  }
  if (shape.length < 3 || shape.length > 4 || shape.includes(0) || channels > MAX_CHANNELS) {
    throw invalid(`${held}, where pictures were expected (one or more)`, axesAdvice(shape));
  }
  return { count, shape: [height, width, channels] };
}

function invalid(what: string, advice: string): DatasetError {
  return new DatasetError('FORMAT_INVALID', `${what}.\n${advice}`);
}
