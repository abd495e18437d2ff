import {
  type Augmentation,
  createAugmenter,
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
