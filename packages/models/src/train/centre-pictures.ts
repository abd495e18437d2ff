import type { ImageSet } from '@hourglass/datasets';
import type { EngineOptions } from '@hourglass/engine';
import type { Halves } from '../autoencoders/halves.ts';
import { applyToAll } from './apply-to-all.ts';

/** The pictures as a net's core sees them: in the middle, if the net puts them there. Whole pixels stay bytes. */
export async function centrePictures(
  { core }: Halves,
  images: ImageSet,
  options: EngineOptions,
): Promise<ImageSet> {
  if (!core) return images;
  const moved = await applyToAll(core.centre, images, options);
  return { ...images, pixels: Uint8Array.from(moved, (value) => Math.round(value * 255)) };
}
