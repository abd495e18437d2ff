import { DatasetError } from '../errors.ts';
import type { LabelSet } from '../image-set.ts';
import { labelAdvice } from './array-advice.ts';
import type { NpyArray } from './npy.ts';
import { valuesOf } from './npy-values.ts';

/** A label set has one byte a picture. */
const MAX_CLASSES = 256;

/**
 * A label set from an array of integers, one a picture: count or count x 1.
 *
 * @param classes Names of the classes. Default: the numbers 0..largest label.
 * @throws {DatasetError} `FORMAT_INVALID`, `LABEL_OUT_OF_RANGE`, `INPUT_INVALID` for more than 256 classes.
 */
export function arrayLabels(array: NpyArray, classes?: readonly string[]): LabelSet {
  const { dtype, storedType, shape, source } = array;
  const [count = 0, columns = 1] = shape;
  if (dtype.startsWith('<f') || shape.length < 1 || shape.length > 2 || columns !== 1) {
    throw new DatasetError(
      'FORMAT_INVALID',
      `${source} holds an array of ${shape.join(' x ') || 'one value'} of type ${storedType}, where labels were expected.\n` +
        labelAdvice(array),
    );
  }
  const limit = classes?.length ?? MAX_CLASSES;
  if (limit > MAX_CLASSES) {
    throw new DatasetError(
      'INPUT_INVALID',
      `There are ${limit} classes. At most ${MAX_CLASSES} can be held.`,
    );
  }
  const values = new Uint8Array(count);
  let largest = -1;
  let place = 0;
  for (const label of valuesOf(array)) {
    if (label < 0 || label >= limit) throw outOfRange(source, place, label, limit);
    values[place++] = label;
    largest = Math.max(largest, label);
  }
  return { names: classes ?? Array.from({ length: largest + 1 }, (_, label) => String(label)), values };
}

function outOfRange(source: string, place: number, label: number, limit: number): DatasetError {
  return new DatasetError(
    'LABEL_OUT_OF_RANGE',
    `Label ${place} in ${source} is ${label}, but labels must be in 0..${limit - 1}.\n` +
      'Check that the array holds labels, and that it belongs to these pictures.',
  );
}
