import { type Codes, checkCodes, type ValueRange } from '../codes.ts';

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
  /** @throws {SimilarityError} `SHAPE_MISMATCH` or `VALUE_INVALID`. */
  prepareQueries(codes: Codes): Prepared;
  /** @throws {SimilarityError} `SHAPE_MISMATCH` or `VALUE_INVALID`. */
  prepareItems(codes: Codes): Prepared;
  /** The distance in the measure's own unit, from a score of codes with `size` numbers. Smaller is nearer. */
  distance(score: number, size: number): number;
}

/** Codes made ready for the product. */
export interface Prepared {
  /** count x size, row-major. */
  readonly vectors: Float32Array;
  /** One a row. Float64: it is often as large as the product, and of the other sign. */
  readonly bias: Float64Array;
}

/** Writes row `source[start .. end)` as a vector to the same place of `target`, and gives back its bias. */
export type PrepareRow = (source: Float32Array, target: Float32Array, start: number, end: number) => number;

export interface MeasureDefinition<Name extends string> {
  readonly name: Name;
  readonly description: string;
  readonly range: ValueRange;
  readonly query: PrepareRow;
  readonly item: PrepareRow;
  readonly distance: (score: number, size: number) => number;
}

/** A measure from its rule for one row. Checks and loops are here, once for all measures. */
export function defineMeasure<Name extends string>(definition: MeasureDefinition<Name>): Measure<Name> {
  const { name, description, range, query, item, distance } = definition;
  return Object.freeze({
    name,
    description,
    range,
    prepareQueries: (codes: Codes) => prepare('queries', codes, range, query),
    prepareItems: (codes: Codes) => prepare('items', codes, range, item),
    distance,
  });
}

function prepare(subject: string, codes: Codes, range: ValueRange, row: PrepareRow): Prepared {
  checkCodes(subject, codes, range);
  const { count, size, data } = codes;
  const vectors = new Float32Array(data.length);
  const bias = new Float64Array(count);
  for (let r = 0; r < count; r++) bias[r] = row(data, vectors, r * size, (r + 1) * size);
  return { vectors, bias };
}
