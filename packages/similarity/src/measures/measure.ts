import { type Codes, checkCodes, type ValueRange } from '../codes.ts';
import { SimilarityError } from '../errors.ts';

/**
 * How near two codes are, written so that one matrix product compares many of them:
 *
 *     score = query vector . item vector + query bias + item bias
 *
 * The larger the score, the nearer the item. The query's bias changes no order; it only makes the
 * score exact enough to become a distance. Any index that ranks by inner product can serve a measure:
 * append the item's bias to its vector, and a 1 to the query's.
 */
export interface Measure<Name extends string = string> {
  readonly name: Name;
  /** What the distance means, and its unit. */
  readonly description: string;
  /** The values that it compares. */
  readonly range: ValueRange;
  /** How much each number of a code counts; absent where all count 1. See `weightedMeasure`. */
  readonly weights?: Float32Array;
  /** Numbers in a prepared vector, for codes with `size` numbers. */
  width(size: number): number;
  /** @throws {SimilarityError} `SHAPE_MISMATCH` or `VALUE_INVALID`. */
  prepareQueries(codes: Codes): Prepared;
  /** @throws {SimilarityError} `SHAPE_MISMATCH` or `VALUE_INVALID`. */
  prepareItems(codes: Codes): Prepared;
  /**
   * What each number of two codes adds to their nearness: a number each, the larger the more alike they are there.
   * They add up to the score, and for cosine to the cosine.
   *
   * @throws {SimilarityError} `SHAPE_MISMATCH` if there is not one query and one item, of one size; `VALUE_INVALID`.
   */
  agreement(query: Codes, item: Codes): Float64Array;
  /** The distance in the measure's own unit, from a score of codes with `size` numbers. Smaller is nearer. */
  distance(score: number, size: number): number;
}

/** Codes made ready for the product. */
export interface Prepared {
  /** count x width, row-major. */
  readonly vectors: Float32Array;
  /** One a row. Float64: it is often as large as the product, and of the other sign. */
  readonly bias: Float64Array;
}

/** Writes the code `source[start .. start + size)` as a vector from `target[to]` on, and gives back its bias. */
export type PrepareRow = (
  source: Float32Array,
  start: number,
  size: number,
  target: Float32Array,
  to: number,
) => number;

/** How one code becomes a vector and a bias, as a query and as an item. */
export interface RowRules {
  readonly query: PrepareRow;
  readonly item: PrepareRow;
}

/**
 * What place `i` of two prepared codes, of `size` numbers, adds to their nearness.
 * @param weight what that number counts.
 */
export type Agreement = (
  query: Float32Array,
  item: Float32Array,
  i: number,
  weight: number,
  size: number,
) => number;

export interface MeasureDefinition<Name extends string> {
  readonly name: Name;
  readonly description: string;
  readonly range: ValueRange;
  /** Vectors have this many numbers for each number of a code. Default: 1. */
  readonly widthPerNumber?: 1 | 2;
  /** @param weights one for each number of a code; all 1 where absent. */
  readonly rules: (weights?: Float32Array) => RowRules;
  readonly agreement: Agreement;
  /** @param total the sum of the weights: the numbers in a code where all weigh 1. */
  readonly distance: (score: number, total: number) => number;
}

/** A measure from its rules for one row. Checks and loops are here, once for all measures. */
export function defineMeasure<Name extends string>(
  definition: MeasureDefinition<Name>,
  weights?: Float32Array,
): Measure<Name> {
  const { name, description, range, widthPerNumber = 1, agreement, distance } = definition;
  const { query, item } = definition.rules(weights);
  const total = weights?.reduce((sum, weight) => sum + weight, 0);
  const width = (size: number) => widthPerNumber * size;

  function prepare(subject: string, codes: Codes, row: PrepareRow): Prepared {
    checkCodes(subject, codes, range);
    const { count, size, data } = codes;
    if (weights && weights.length !== size) {
      const message = `${subject}: size is ${size}; allowed: ${weights.length}, one number a weight.`;
      throw new SimilarityError('SHAPE_MISMATCH', message);
    }
    const vectors = new Float32Array(count * width(size));
    const bias = new Float64Array(count);
    for (let r = 0; r < count; r++) bias[r] = row(data, r * size, size, vectors, r * width(size));
    return { vectors, bias };
  }

  return Object.freeze({
    name,
    description,
    range,
    ...(weights && { weights }),
    width,
    prepareQueries: (codes: Codes) => prepare('queries', codes, query),
    prepareItems: (codes: Codes) => prepare('items', codes, item),
    agreement(one: Codes, other: Codes) {
      const { size } = one;
      if (one.count !== 1 || other.count !== 1 || other.size !== size) {
        const sizes = `${one.count} x ${size} and ${other.count} x ${other.size}`;
        throw new SimilarityError('SHAPE_MISMATCH', `codes are ${sizes}; allowed: one and one, of one size.`);
      }
      const [a, b] = [prepare('query', one, query).vectors, prepare('item', other, item).vectors];
      return Float64Array.from({ length: size }, (_, i) => agreement(a, b, i, weights?.[i] ?? 1, size));
    },
    distance: (score: number, size: number) => distance(score, total ?? size),
  });
}
