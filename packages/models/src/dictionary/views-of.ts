import {
  type Augmentation,
  createAugmenter,
  type ImageSet,
  pictureOf,
  pixelsPerImage,
} from '@hourglass/datasets';

/** Altered copies of each picture, one after the other: count x views pictures. */
export function viewsOf(
  images: ImageSet,
  steps: readonly Augmentation[],
  views: number,
  seed: number,
): ImageSet {
  const size = pixelsPerImage(images);
  const pixels = new Uint8Array(images.count * views * size);
  for (let view = 0; view < views; view++) {
    const augmenter = createAugmenter(images.shape, steps, { seed, epoch: view });
    for (let row = 0; row < images.count; row++) {
      pixels.set(augmenter(pictureOf(images, row), images.ids[row]!), (row * views + view) * size);
    }
  }
  const ids = Uint32Array.from(
    { length: images.count * views },
    (_, i) => images.ids[Math.floor(i / views)]!,
  );
  return { ...images, pixels, ids, labels: {}, count: images.count * views };
}

/** Takes the mean of each picture's views off its views, in place. */
export function subtractMeanOfViews(features: Float32Array, size: number, views: number): void {
  for (let at = 0; at < features.length; at += size * views) {
    for (let i = at; i < at + size; i++) {
      let sum = 0;
      for (let view = 0; view < views; view++) sum += features[i + view * size]!;
      for (let view = 0; view < views; view++) features[i + view * size]! -= sum / views;
    }
  }
}
