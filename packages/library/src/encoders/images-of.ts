import { type ImageSet, type ImageShape, pixelsPerImage } from '@hourglass/datasets';

/** Pictures as an encoder takes them. */
export function imagesOf(pictures: readonly { readonly pixels: Uint8Array }[], shape: ImageShape): ImageSet {
  const size = pixelsPerImage({ shape });
  const pixels = new Uint8Array(pictures.length * size);
  for (const [i, one] of pictures.entries()) pixels.set(one.pixels, i * size);
  const ids = Uint32Array.from(pictures.keys());
  return { name: 'pictures', split: 'train', shape, count: pictures.length, pixels, labels: {}, ids };
}
