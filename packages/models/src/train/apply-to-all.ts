import { type ImageSet, pixelsPerImage } from '@hourglass/datasets';
import { compile, type EngineOptions } from '@hourglass/engine';
import { outputSize } from '../autoencoders/halves.ts';
import { inBatches } from '../encoders/in-batches.ts';
import type { layers, tf } from '../tfjs.ts';

const BATCH = 200;

/** What a model makes of each picture, with its weights as they are now. */
export async function applyToAll(
  model: layers.LayersModel,
  images: ImageSet,
  options: EngineOptions,
): Promise<Float32Array> {
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
