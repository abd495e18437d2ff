import { DatasetError } from './errors.ts';

/**
 * Returns `value` if it is an integer in min..max, both included.
 *
 * @throws {DatasetError} `INPUT_INVALID`, with `what` as the subject.
 */
export function checkInteger(what: string, value: number, min: number, max: number): number {
  if (Number.isInteger(value) && value >= min && value <= max) return value;
  throw new DatasetError('INPUT_INVALID', `${what} is ${value}. It must be an integer in ${min}..${max}.`);
}

/**
 * Returns `value` if it is a number in min..max, both included.
 *
 * @throws {DatasetError} `INPUT_INVALID`, with `what` as the subject.
 */
export function checkNumber(what: string, value: number, min: number, max: number): number {
  if (value >= min && value <= max) return value;
  throw new DatasetError('INPUT_INVALID', `${what} is ${value}. It must be a number in ${min}..${max}.`);
}
