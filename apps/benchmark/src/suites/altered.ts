import {
  type Augmentation,
  createAugmenter,
  createRandom,
  type ImageSet,
  pictureOf,
  pixelsPerImage,
  type Random,
} from '@hourglass/datasets';

/** Each picture changed by a step. The same pictures and step give the same bits. */
export function altered(images: ImageSet, ...steps: readonly Augmentation[]): ImageSet {
  const size = pixelsPerImage(images);
  const pixels = new Uint8Array(images.pixels.length);
  const change = createAugmenter(images.shape, steps, { seed: 1 });
  for (let row = 0; row < images.count; row++) {
    pixels.set(change(pictureOf(images, row), images.ids[row]!), row * size);
  }
  return { ...images, pixels };
}

/** A step that draws its numbers from -max..max, made to take -max or max. */
export function atMost(step: Augmentation): Augmentation {
  return {
    name: step.name,
    apply: (from, to, shape, random) => step.apply(from, to, shape, extremesOf(random)),
  };
}

function extremesOf(random: Random): Random {
  return { ...random, float: () => random.below(2) };
}

/** Each picture moved by whole pixels up, down, left or right; black comes in. */
export function moved(images: ImageSet, distance: number): ImageSet {
  const random = createRandom(1);
  return movedBy(images, () => {
    const along = random.below(2) === 0 ? distance : -distance;
    return random.below(2) === 0 ? [along, 0] : [0, along];
  });
}

/** Each picture moved to the right and down by what `by` says; less than 0: to the left and up. */
export function movedBy(images: ImageSet, by: () => readonly [right: number, down: number]): ImageSet {
  const [height, width, channels] = images.shape;
  const size = pixelsPerImage(images);
  const pixels = new Uint8Array(images.pixels.length);
  for (let row = 0; row < images.count; row++) {
    const [right, down] = by();
    const picture = pictureOf(images, row);
    for (let y = Math.max(down, 0); y < Math.min(height, height + down); y++) {
      const from = ((y - down) * width + Math.max(-right, 0)) * channels;
      const length = Math.max(0, width - Math.abs(right)) * channels;
      const to = row * size + (y * width + Math.max(right, 0)) * channels;
      pixels.set(picture.subarray(from, from + length), to);
    }
  }
  return { ...images, pixels };
}
