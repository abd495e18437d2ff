import { SimilarityError } from './errors.ts';

/** A matrix of codes as plain data: `count` rows of `size` numbers, row-major. */
export interface Codes {
  readonly count: number;
  readonly size: number;
  /** `count * size` numbers. */
  readonly data: Float32Array;
}

/** The values that codes may hold, both ends included. */
export interface ValueRange {
  readonly min: number;
  readonly max: number;
  /** The measure that sets this range, and what to do with other values; the end of the error's sentence. */
  readonly reason: string;
}

const LARGEST = 1e15;

/** Within these bounds no product of two codes of a million numbers leaves float32. */
export const ordinaryNumbers: ValueRange = {
  min: -LARGEST,
  max: LARGEST,
  reason: 'so that a product of two codes fits float32',
};

/**
 * The one place where the shape and the values of codes are checked.
 *
 * @param subject what the caller calls these codes; the first word of the error.
 * @throws {SimilarityError} `SHAPE_MISMATCH`, or `VALUE_INVALID` at the first NaN, Infinity or value out of range.
 */
export function checkCodes(subject: string, codes: Codes, range: ValueRange, size = codes.size): void {
  checkInteger(`${subject}.count`, codes.count, 0);
  checkInteger(`${subject}.size`, codes.size, 1);
  if (codes.size !== size) {
    throw new SimilarityError('SHAPE_MISMATCH', `${subject}: size is ${codes.size}; allowed: ${size}.`);
  }
  if (!(codes.data instanceof Float32Array)) {
    throw new SimilarityError(
      'SHAPE_MISMATCH',
      `${subject}: data is no Float32Array; allowed: Float32Array.`,
    );
  }
  const length = codes.count * size;
  if (codes.data.length !== length) {
    throw new SimilarityError(
      'SHAPE_MISMATCH',
      `${subject}: data has ${codes.data.length} numbers; allowed: ${length} (${codes.count} rows of ${size}).`,
    );
  }
  checkValues(subject, codes, range);
}

function checkValues(subject: string, { data, size }: Codes, { min, max, reason }: ValueRange): void {
  for (let i = 0; i < data.length; i++) {
    const value = data[i]!;
    if (value >= min && value <= max) continue; // NaN fails both
    const where = `row ${Math.floor(i / size)}, column ${i % size}`;
    throw new SimilarityError(
      'VALUE_INVALID',
      `${subject}: ${shown(value)} at ${where}; allowed: ${shown(min)} to ${shown(max)}, ${reason}.`,
    );
  }
}

/** Whether all values lie in the range. A plain loop: there may be 47 million. */
export function isWithin(values: Float32Array, { min, max }: ValueRange): boolean {
  for (let i = 0; i < values.length; i++) if (!(values[i]! >= min && values[i]! <= max)) return false;
  return true;
}

const shown = (value: number) => (Math.abs(value) < 1e6 ? String(value) : value.toExponential());

/** @throws {SimilarityError} `ARGUMENT_INVALID` unless `value` is an integer from `min` to `max`. */
export function checkInteger(subject: string, value: number, min: number, max = Infinity): void {
  if (Number.isInteger(value) && value >= min && value <= max) return;
  const allowed = max === Infinity ? `an integer of at least ${min}` : `an integer from ${min} to ${max}`;
  throw new SimilarityError('ARGUMENT_INVALID', `${subject} is ${value}; allowed: ${allowed}.`);
}

/** A view of the rows from `start` to before `end`, or to the last one. Copies nothing. */
export function rowsOf({ count, size, data }: Codes, start: number, end: number): Codes {
  const rows = Math.min(end, count) - start;
  return { count: rows, size, data: data.subarray(start * size, (start + rows) * size) };
}
