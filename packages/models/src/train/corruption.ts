import { type Augmentation, createAugmenter, type ImageSet, noise, pictureOf } from '@hourglass/datasets';
import type { Corruption } from '../options/penalties.ts';

/** A copy of the pictures that is corrupted anew for each epoch. */
export function createCorruption(corruption: Corruption, images: ImageSet, seed: number) {
  const step = 'mask' in corruption ? mask(corruption.mask) : noise({ deviation: corruption.noise });
  const pixels = new Uint8Array(images.pixels.length);
  const size = pixels.length / images.count;
  return {
    pixels,
    drawFor(epoch: number): void {
      const corrupt = createAugmenter(images.shape, [step], { seed, epoch });
      for (let i = 0; i < images.count; i++)
        pixels.set(corrupt(pictureOf(images, i), images.ids[i]!), i * size);
    },
  };
}

/** Whole pixels turn black, all channels at once. Eight random bits a pixel are enough, so four share a draw. */
function mask(share: number): Augmentation {
  const bound = Math.round(share * 256);
  return {
    name: 'mask',
    apply(from, to, [height, width, channels], random) {
      let bits = 0;
      for (let pixel = 0; pixel < height * width; pixel++) {
        bits = pixel % 4 === 0 ? random.uint32() : bits >>> 8;
        const gone = (bits & 255) < bound;
        for (let at = pixel * channels; at < (pixel + 1) * channels; at++) to[at] = gone ? 0 : from[at]!;
      }
    },
  };
}
