import { type ImageSet, pixelsPerImage } from '@hourglass/datasets';
import { allDistances, type Codes, type MeasureName, measureNamed } from '@hourglass/similarity';
import { codesOf } from '../encoders/codes-of.ts';
import { imagesOf } from '../encoders/images-of.ts';
import type { OpenedEncoder } from '../encoders/picture-encoder.ts';
import { occlusions, spread } from './occlusion.ts';

/** How much each place of a found picture speaks for the match: height x width numbers, the larger the more. */
export type AgreementMap = Float32Array;

/**
 * Why pictures were found: a map for each of `items`.
 *
 * Where the codes are the pixels, a place counts what its pixels add to the measure, exactly. Other codes are asked:
 * a square of the picture is covered by the picture's mean colour, and what the distance then grows by is what that
 * square did for the match (occlusion; Zeiler and Fergus, 2014). A place counts the mean over its squares.
 *
 * @param query one picture of the encoder's shape.
 */
export async function agreementMaps(
  encoder: OpenedEncoder,
  measure: MeasureName,
  query: ImageSet,
  items: ImageSet,
): Promise<AgreementMap[]> {
  const size = pixelsPerImage(items);
  const one = await codesOf(encoder, query);
  const maps: AgreementMap[] = [];
  for (let row = 0; row < items.count; row++) {
    const pixels = items.pixels.subarray(row * size, (row + 1) * size);
    maps.push(
      encoder.codesArePixels
        ? await byPixels(encoder, measure, one, pixels)
        : await byOcclusion(encoder, measure, one, pixels),
    );
  }
  return maps;
}

async function byPixels(
  encoder: OpenedEncoder,
  measure: MeasureName,
  query: Codes,
  pixels: Uint8Array,
): Promise<AgreementMap> {
  const [height, width, channels] = encoder.shape;
  const item = await codesOf(encoder, imagesOf([{ pixels }], encoder.shape));
  const parts = measureNamed(measure).agreement(query, item);
  const map = new Float32Array(height * width);
  for (const [i, part] of parts.entries()) map[Math.floor(i / channels)]! += part;
  return map;
}

async function byOcclusion(
  encoder: OpenedEncoder,
  measure: MeasureName,
  query: Codes,
  pixels: Uint8Array,
): Promise<AgreementMap> {
  const covered = occlusions(pixels, encoder.shape);
  const codes = await codesOf(encoder, imagesOf([{ pixels }, ...covered], encoder.shape));
  const [whole, ...others] = allDistances(measureNamed(measure), query, codes);
  return spread(
    covered.map(({ square }, i) => ({ square, value: others[i]! - whole! })),
    encoder.shape,
  );
}
