import { DatasetError } from '../errors.ts';
import type { LabelSet } from '../image-set.ts';
import type { NpyArray, NpyType } from './npy.ts';

/** A label set has one byte a picture. */
const MAX_CLASSES = 256;

/** How one integer of each type is read, at a byte offset. Labels of other types are refused. */
const readers: { readonly [T in NpyType]?: (view: DataView, at: number) => number } = {
  '|b1': (view, at) => view.getUint8(at),
  '|u1': (view, at) => view.getUint8(at),
  '|i1': (view, at) => view.getInt8(at),
  '<u2': (view, at) => view.getUint16(at, true),
  '<i2': (view, at) => view.getInt16(at, true),
  '<u4': (view, at) => view.getUint32(at, true),
  '<i4': (view, at) => view.getInt32(at, true),
  '<u8': (view, at) => Number(view.getBigUint64(at, true)),
  '<i8': (view, at) => Number(view.getBigInt64(at, true)),
};

/**
 * A label set from an array of integers, one a picture: count or count x 1.
 *
 * @param classes Names of the classes. Default: the numbers 0..largest label.
 * @throws {DatasetError} `FORMAT_INVALID`, `LABEL_OUT_OF_RANGE`, `INPUT_INVALID` for more than 256 classes.
 */
export function arrayLabels(
  { dtype, shape, bytes, source }: NpyArray,
  classes?: readonly string[],
): LabelSet {
  const read = readers[dtype];
  const [count = 0, columns = 1] = shape;
  if (read === undefined || shape.length < 1 || shape.length > 2 || columns !== 1) {
    throw new DatasetError(
      'FORMAT_INVALID',
      `${source} holds an array of ${shape.join(' x ') || 'one value'} of type ${dtype}, where labels were expected.\n` +
        'Save integers, one a picture: count, or count x 1.',
    );
  }
  const limit = classes?.length ?? MAX_CLASSES;
  if (limit > MAX_CLASSES) {
    throw new DatasetError(
      'INPUT_INVALID',
      `There are ${limit} classes. At most ${MAX_CLASSES} can be held.`,
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const values = new Uint8Array(count);
  const step = bytes.length / count;
  let largest = -1;
  for (let i = 0; i < count; i++) {
    const label = read(view, i * step);
    if (label < 0 || label >= limit) throw outOfRange(source, i, label, limit);
    values[i] = label;
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
