import { DatasetError } from '../errors.ts';

const PLANE = 32 * 32;
const PICTURE = 3 * PLANE;

/** Pictures and labels of CIFAR records. */
export interface CifarRecords {
  readonly count: number;
  /** count x 32 x 32 x 3, 0..255: channels side by side. A view on the start of the records' own bytes. */
  readonly pixels: Uint8Array;
  /** For each label byte of a record, in its order: `count` labels. */
  readonly labels: readonly Uint8Array[];
}

/**
 * Reads CIFAR's binary records, IN PLACE: `bytes` is rewritten.
 *
 * @param classes Number of classes of each label byte, in their order: `[10]` for CIFAR-10, `[20, 100]` for CIFAR-100.
 * @param source Name of the file, for messages.
 * @throws {DatasetError} `FORMAT_INVALID`, `LABEL_OUT_OF_RANGE`; then `bytes` is as it was.
 */
export function parseCifarBinary(
  bytes: Uint8Array,
  classes: readonly number[],
  source = 'CIFAR data',
): CifarRecords {
  checkCifarBinary(bytes, classes, source);
  return unfoldCifarBinary(bytes, classes.length);
}

/**
 * Checks CIFAR's binary records: one byte for each label, then 1,024 red, 1,024 green and 1,024 blue pixels.
 * CIFAR-10 has one label (3,073 bytes a record), CIFAR-100 two, coarse then fine (3,074 bytes).
 *
 * Strict: one record or more, the last one whole, every label a class.
 *
 * @param classes Number of classes of each label, 1..256.
 * @param source Name of the file, for messages.
 * @throws {DatasetError} `FORMAT_INVALID`, `LABEL_OUT_OF_RANGE`
 */
export function checkCifarBinary(bytes: Uint8Array, classes: readonly number[], source: string): void {
  const recordBytes = classes.length + PICTURE;
  if (bytes.length === 0 || bytes.length % recordBytes !== 0) {
    throw new DatasetError(
      'FORMAT_INVALID',
      `${source} has ${bytes.length} bytes, which is no number of whole records of ${recordBytes} bytes.\n` +
        'Get the file again, or check that it is the one its name says.',
    );
  }
  for (let at = 0; at < bytes.length; at += recordBytes) {
    for (let set = 0; set < classes.length; set++) {
      if (bytes[at + set]! >= classes[set]!) {
        throw labelOutOfRange(source, at / recordBytes, set, bytes[at + set]!, classes[set]!);
      }
    }
  }
}

/**
 * Turns checked records into pictures, IN PLACE: `bytes` is rewritten, so that no second copy is held.
 * A picture is written where its record was or before it, never over a record that is still to be read.
 *
 * @param labelBytes Label bytes of a record.
 */
export function unfoldCifarBinary(bytes: Uint8Array, labelBytes: number): CifarRecords {
  const recordBytes = labelBytes + PICTURE;
  const count = bytes.length / recordBytes;
  const labels = Array.from({ length: labelBytes }, () => new Uint8Array(count));
  const planes = new Uint8Array(PICTURE);
  for (let i = 0; i < count; i++) {
    const at = i * recordBytes;
    for (let set = 0; set < labelBytes; set++) labels[set]![i] = bytes[at + set]!;
    planes.set(bytes.subarray(at + labelBytes, at + recordBytes));
    let to = i * PICTURE;
    for (let p = 0; p < PLANE; p++) {
      bytes[to] = planes[p]!;
      bytes[to + 1] = planes[PLANE + p]!;
      bytes[to + 2] = planes[2 * PLANE + p]!;
      to += 3;
    }
  }
  return { count, pixels: bytes.subarray(0, count * PICTURE), labels };
}

function labelOutOfRange(source: string, record: number, set: number, label: number, classes: number) {
  return new DatasetError(
    'LABEL_OUT_OF_RANGE',
    `Label ${set} of record ${record} in ${source} is ${label}, but there are ${classes} classes: 0..${classes - 1}.\n` +
      'Get the file again; it is damaged or belongs to another dataset.',
  );
}
