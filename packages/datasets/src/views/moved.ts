import { checkInteger } from '../check.ts';
import { type ImageSet, pictureOf, pixelsPerImage } from '../image-set.ts';
import { createRandom } from '../random.ts';

/**
 * Each picture moved by so many pixels up, down, left or right; black comes in. Which way is drawn, the same for the
 * same set and distance.
 *
 * @param distance an integer of at least 0.
 *
 * @example
 * moved(test, 4) // the digits of `test`, each 4 pixels from where it was
 * @throws {DatasetError} `INPUT_INVALID` for a distance that is none.
 */
export function moved(images: ImageSet, distance: number): ImageSet {
  checkInteger('distance', distance, 0, Number.MAX_SAFE_INTEGER);
  const random = createRandom(1);
  return movedBy(images, () => {
    const along = random.below(2) === 0 ? distance : -distance;
    return random.below(2) === 0 ? [along, 0] : [0, along];
  });
}

/** Each picture moved to the right and down by what `by` says of it; less than 0: to the left and up. Black comes in. */
export function movedBy(images: ImageSet, by: () => readonly [right: number, down: number]): ImageSet {
  const [height, width, channels] = images.shape;
  const size = pixelsPerImage(images);
  const pixels = new Uint8Array(images.pixels.length);
  for (let row = 0; row < images.count; row++) {
    const [right, down] = by();
    const picture = pictureOf(images, row);
    if (Math.abs(right) >= width) continue;
    for (let y = Math.max(down, 0); y < Math.min(height, height + down); y++) {
      const from = ((y - down) * width + Math.max(-right, 0)) * channels;
      const length = (width - Math.abs(right)) * channels;
      const to = row * size + (y * width + Math.max(right, 0)) * channels;
      pixels.set(picture.subarray(from, from + length), to);
    }
  }
  return { ...images, pixels };
}
