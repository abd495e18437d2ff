import type { ImageSet } from '@hourglass/datasets';
import { compile, type EngineOptions } from '@hourglass/engine';
import type { Halves } from '../autoencoders/halves.ts';
import { inBatches } from '../encoders/in-batches.ts';
import type { tf } from '../tfjs.ts';

const BATCH = 256;

/** The pictures as a net's core sees them: in the middle, if the net puts them there. Whole pixels stay bytes. */
export async function centrePictures(
  { core }: Halves,
  images: ImageSet,
  options: EngineOptions,
): Promise<ImageSet> {
  if (!core) return images;
  const pixelCount = images.pixels.length / images.count;
  const centre = await compile(({ x }) => ({ y: core.centre.apply(x!) as tf.Tensor }), {
    inputs: { x: { shape: [BATCH, pixelCount], type: 'uint8', scale: 1 / 255 } },
    ...options,
  });
  try {
    const moved = await inBatches(images.pixels, pixelCount, BATCH, pixelCount, async (x) => {
      return (await centre.run({ x })).y!.data as Float32Array;
    });
    return { ...images, pixels: Uint8Array.from(moved, (value) => Math.round(value * 255)) };
  } finally {
    await centre.dispose();
  }
}
