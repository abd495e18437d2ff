import { type Codes, checkInteger } from '../codes.ts';
import { SimilarityError } from '../errors.ts';
import { innerProduct } from '../measures/inner-product.ts';

export interface MeanOptions {
  /** Neighbours in a mean. */
  readonly neighbours?: number;
  /** A neighbour weighs cos^power of its angle to the code, and nothing beyond a right angle; 0: as much as the code. */
  readonly power?: number;
}

export interface Mean {
  /** Neighbours of each code. */
  readonly k: number;
  readonly power: number;
  /** Whether codes count by their direction alone. */
  readonly unit: boolean;
}

/** @throws {SimilarityError} `ARGUMENT_INVALID`. */
export function checkPower(power: number): void {
  if (power >= 0 && power < Infinity) return;
  throw new SimilarityError('ARGUMENT_INVALID', `power is ${power}; allowed: a number of at least 0.`);
}

/**
 * Each code as the weighted mean of itself, with a weight of 1, and of its neighbours.
 *
 * @param rows the neighbours of each code as rows of `items`: codes.count x k, row-major.
 */
export function meanWithNeighbours(
  codes: Codes,
  items: Codes,
  rows: Uint32Array,
  { k, power, unit }: Mean,
): Codes {
  const { count, size } = codes;
  checkInteger('rows.length', rows.length, count * k, count * k);
  const [lengths, itemLengths] = [lengthsOf(codes), lengthsOf(items)];
  const data = new Float32Array(count * size);
  const sum = new Float64Array(size);
  for (let code = 0; code < count; code++) {
    sum.fill(0);
    let total = 1;
    add(sum, codes, code, unit ? 1 / lengths[code]! : 1);
    for (const row of rows.subarray(code * k, (code + 1) * k)) {
      const product = innerProduct(codes.data, code * size, items.data, row * size, size);
      const weight = Math.max(0, product / (lengths[code]! * itemLengths[row]!)) ** power;
      total += weight;
      add(sum, items, row, unit ? weight / itemLengths[row]! : weight);
    }
    for (let i = 0; i < size; i++) data[code * size + i] = sum[i]! / total;
  }
  return { count, size, data };
}

function add(sum: Float64Array, { data, size }: Codes, row: number, factor: number): void {
  for (let i = 0; i < size; i++) sum[i]! += factor * data[row * size + i]!;
}

/** Of each row; 1 for a row of zeros, which has no direction. */
function lengthsOf({ count, size, data }: Codes): Float64Array {
  return Float64Array.from(
    { length: count },
    (_, row) => Math.sqrt(innerProduct(data, row * size, data, row * size, size)) || 1,
  );
}
