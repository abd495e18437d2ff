import { createRandom, type ImageSet, pictureOf, pixelsPerImage } from '@hourglass/datasets';

const DISTANCE = 4;
const directions = [
  [DISTANCE, 0],
  [-DISTANCE, 0],
  [0, DISTANCE],
  [0, -DISTANCE],
] as const;

/** Each picture moved by 4 pixels, up, down, left or right; black comes in. */
export function moved(images: ImageSet): ImageSet {
  const [height, width, channels] = images.shape;
  const size = pixelsPerImage(images);
  const random = createRandom(1);
  const pixels = new Uint8Array(images.pixels.length);
  for (let row = 0; row < images.count; row++) {
    const [right, down] = directions[random.below(directions.length)]!;
    const picture = pictureOf(images, row);
    for (let y = Math.max(down, 0); y < Math.min(height, height + down); y++) {
      const from = ((y - down) * width + Math.max(-right, 0)) * channels;
      const length = (width - Math.abs(right)) * channels;
      const to = row * size + (y * width + Math.max(right, 0)) * channels;
      pixels.set(picture.subarray(from, from + length), to);
    }
  }
  return { ...images, pixels };
}
