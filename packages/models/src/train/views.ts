import {
  type Augmentation,
  affine,
  colour,
  createAugmenter,
  flip,
  type ImageSet,
  pictureOf,
  shift,
} from '@hourglass/datasets';
import type { ViewName } from '../options/names.ts';

/** What may happen to a picture while it is learned from, by kind of picture: milder than what a teacher sees. */
const changes: Readonly<Record<ViewName, readonly Augmentation[]>> = Object.freeze({
  digits: [affine({ maxDegrees: 10, maxScale: 0.1, maxShear: 0.1, maxShift: 1 })],
  photos: [
    flip(),
    shift({ max: 4, fill: 127 }),
    colour({ brightness: 0.3, contrast: 0.3, saturation: 0.5, tint: 0.1 }),
  ],
});

/** Copies of the pictures that are altered anew for each epoch. */
export function createViews(name: ViewName, images: ImageSet, seed: number) {
  const pixels = new Uint8Array(images.pixels.length);
  const size = pixels.length / images.count;
  return {
    images: { ...images, pixels },
    drawFor(epoch: number): void {
      const alter = createAugmenter(images.shape, changes[name], { seed, epoch });
      for (let row = 0; row < images.count; row++) {
        pixels.set(alter(pictureOf(images, row), images.ids[row]!), row * size);
      }
    },
  };
}
