import { type ImageSet, pixelsPerImage } from '@hourglass/datasets';
import { compile, type EngineOptions } from '@hourglass/engine';
import { type Halves, outputSize } from '../autoencoders/halves.ts';
import { inBatches } from '../encoders/in-batches.ts';
import type { tf } from '../tfjs.ts';

const BATCH = 200;

/** The numbers that mean of each picture, as the net says them now. @param images as its core sees them. */
export async function meaningsOf(
  { parts }: Halves,
  images: ImageSet,
  options: EngineOptions,
): Promise<Float32Array> {
  const model = parts!.meaning;
  const pixelCount = pixelsPerImage(images);
  const compiled = await compile(({ x }) => ({ y: model.apply(x!) as tf.Tensor }), {
    inputs: { x: { shape: [BATCH, pixelCount], type: 'uint8', scale: 1 / 255 } },
    ...options,
  });
  try {
    return await inBatches(images.pixels, pixelCount, BATCH, outputSize(model), async (x) => {
      return (await compiled.run({ x })).y!.data as Float32Array;
    });
  } finally {
    await compiled.dispose();
  }
}
