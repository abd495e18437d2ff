import type { ImageShape } from '@hourglass/datasets';
import { floats, type GraphBuilder } from '@hourglass/engine/graph';
import { luminanceWeights } from './luminance.ts';
import { featureCount, type PatchDictionary, placesAlong } from './patch-dictionary.ts';
import { type Places, poolingMatrix } from './pooling-matrix.ts';

/** Responses below this, of either sign, are cut to zero (Coates and Ng's soft threshold). */
const THRESHOLD = 0.25;

/**
 * Writes what dictionaries say of pictures: each patch, its mean taken off and divided by its spread, is
 * compared with every filter, and responses beyond the threshold are averaged over the fields of a grid. Since
 * filters have mean zero, a convolution compares patches without their mean, and no patch is ever cut out.
 *
 * @param pictures [any, channels, height, width], 0..1.
 * @param contrastFloor added to the variance of a patch.
 * @returns [any, features]: square roots of the averages.
 */
export function patchFeatures(
  b: GraphBuilder,
  pictures: string,
  [height, width, channels]: ImageShape,
  dictionaries: readonly PatchDictionary[],
  contrastFloor: number,
): string {
  const weights = floats([1, channels, 1, 1], luminanceWeights(channels));
  const grey = dictionaries.some(({ luminance }) => luminance)
    ? b.op('Conv', [pictures, b.constant(weights)])
    : '';
  const parts = dictionaries.map((dictionary) => {
    const { luminance } = dictionary;
    const [seen, planes] = luminance ? [grey, 1] : [pictures, channels];
    const spread = patchSpread(b, seen, planes, dictionary, contrastFloor);
    const places = { rows: placesAlong(height, dictionary), columns: placesAlong(width, dictionary) };
    return pooledResponses(b, seen, planes, spread, places, dictionary);
  });
  return parts.length === 1 ? parts[0]! : b.op('Concat', parts, { axis: { int: 1 } });
}

/**
 * The mean of max(r - o - t, 0) is the mean of max(r, o + t) less o + t: so each sign takes one pass over the
 * large maps of responses r, and offset o and threshold t are taken off the few averages.
 */
function pooledResponses(
  b: GraphBuilder,
  pictures: string,
  planes: number,
  spread: string,
  places: Places,
  dictionary: PatchDictionary,
): string {
  const { size, stride, count, grid, filters, offsets } = dictionary;
  const kernel = b.constant(floats([count, planes, size, size], filters));
  const products = b.op('Conv', [pictures, kernel], { strides: [stride, stride] });
  const responses = b.op('Div', [products, spread]);
  const fields = b.constant(floats([places.rows * places.columns, grid * grid], poolingMatrix(places, grid)));
  const pooled = (maps: string) =>
    b.op('MatMul', [b.op('Reshape', [maps, b.shape([0, count, places.rows * places.columns])]), fields]);
  const upper = offsets.map((offset) => offset + THRESHOLD);
  const lower = offsets.map((offset) => offset - THRESHOLD);
  const above = b.op('Max', [responses, b.constant(floats([count, 1, 1], upper))]);
  const below = b.op('Min', [responses, b.constant(floats([count, 1, 1], lower))]);
  const positive = b.op('Sub', [pooled(above), b.constant(floats([count, 1], upper))]);
  const negative = b.op('Sub', [b.constant(floats([count, 1], lower)), pooled(below)]);
  const both = b.op('Concat', [positive, negative], { axis: { int: 1 } });
  // Rounding may leave a little less than nothing.
  const roots = b.op('Sqrt', [b.op('Relu', [both])]);
  return b.op('Reshape', [roots, b.shape([0, featureCount(dictionary)])]);
}

/** The standard deviation of every patch, with the floor: [any, 1, rows, columns]. */
function patchSpread(
  b: GraphBuilder,
  pictures: string,
  planes: number,
  { size, stride }: PatchDictionary,
  contrastFloor: number,
) {
  const pixels = planes * size * size;
  const degrees = Math.max(pixels - 1, 1);
  const sums = (value: string, weight: number) => {
    const kernel = b.constant(floats([1, planes, size, size], new Float32Array(pixels).fill(weight)));
    return b.op('Conv', [value, kernel], { strides: [stride, stride] });
  };
  const mean = sums(pictures, 1 / pixels);
  const squares = sums(b.op('Mul', [pictures, pictures]), 1 / degrees);
  const offMean = b.op('Mul', [b.op('Mul', [mean, mean]), b.constant(floats([], [pixels / degrees]))]);
  const variance = b.op('Relu', [b.op('Sub', [squares, offMean])]);
  return b.op('Sqrt', [b.op('Add', [variance, b.constant(floats([], [contrastFloor]))])]);
}
