import { checkCodes } from '../codes.ts';
import { SimilarityError } from '../errors.ts';
import { defineMeasure, type Measure } from './measure.ts';
import { definitions, type MeasureName, measureNamed } from './measures.ts';

/** Above this, weighted products of the largest numbers leave float32. */
const HEAVIEST = 100;

const weightRange = { min: 0, max: HEAVIEST, reason: 'so that weighted products fit float32' };

/**
 * A measure in which some numbers of a code count more than others: those of the subject more than those
 * of the border, say. Each term of the measure's sum is multiplied by its weight:
 *
 *     bce     sum w (-x log y - (1 - x) log(1 - y)) / sum w      so the others of its family
 *     l2      sqrt(sum w (x - y)^2)
 *     dot     -sum w x y
 *     cosine  1 - sum w x y / sqrt(sum w x^2 . sum w y^2)
 *
 * Weights of 1 give the measure itself, and a weight of 0 leaves a number out.
 *
 * @param weights one for each number of a code, 0 to 100, not all 0. They are copied.
 * @throws {SimilarityError} `NAME_UNKNOWN`, `SHAPE_MISMATCH`, `VALUE_INVALID`.
 */
export function weightedMeasure<Name extends MeasureName>(name: Name, weights: Float32Array): Measure<Name> {
  measureNamed(name);
  checkCodes('weights', { count: 1, size: weights.length, data: weights }, weightRange);
  if (weights.some((weight) => weight > 0)) return defineMeasure(definitions[name], weights.slice());
  throw new SimilarityError('VALUE_INVALID', 'weights: all are 0; allowed: at least one above 0.');
}
