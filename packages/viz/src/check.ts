/** Argument checks. Every message has the subject first, then what is allowed, then what came. */

/** Returns `value`; throws a RangeError unless it is a whole number of at least `least`. */
export function wholeNumber(subject: string, value: number, least: number): number {
  if (!Number.isSafeInteger(value) || value < least) {
    throw new RangeError(`${subject} must be a whole number of at least ${least}, got ${value}`);
  }
  return value;
}

/** Returns `value`; throws a RangeError for NaN and infinity. */
export function finiteNumber(subject: string, value: number): number {
  if (!Number.isFinite(value)) throw new RangeError(`${subject} must be a finite number, got ${value}`);
  return value;
}

/** Returns `value`; throws a RangeError unless it is one of `allowed`. */
export function oneOf<T extends string>(subject: string, value: T, allowed: readonly T[]): T {
  if (!allowed.includes(value)) {
    throw new RangeError(`${subject} must be one of ${allowed.join(', ')}, got ${JSON.stringify(value)}`);
  }
  return value;
}
