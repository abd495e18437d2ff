import type { ImageSet } from '@hourglass/datasets';

type Place = readonly [y: number, x: number];

/**
 * Ways to turn a picture so that it is a picture of nothing in the set: upside down, and where it is square on its
 * sides too. Its mirror image is none of them: sets hold those of their own pictures.
 */
const upsideDown: readonly ((y: number, x: number, height: number, width: number) => Place)[] = [
  (y, x, height) => [height - 1 - y, x],
  (y, x, height, width) => [height - 1 - y, width - 1 - x],
];
const onItsSide: typeof upsideDown = [
  (y, x) => [x, y],
  (y, x, height, width) => [width - 1 - x, height - 1 - y],
  (y, x, height) => [height - 1 - x, y],
  (y, x, _, width) => [x, width - 1 - y],
];

/** How many decoys of each picture there can be. */
export function turnsOf([height, width]: ImageSet['shape']): number {
  return upsideDown.length + (height === width ? onItsSide.length : 0);
}

/** The pictures, all of them turned in one way. */
export function turned(images: ImageSet, turn: number): ImageSet {
  const [height, width, channels] = images.shape;
  const place = [...upsideDown, ...onItsSide][turn]!;
  const size = height * width * channels;
  const pixels = new Uint8Array(images.pixels.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [fromY, fromX] = place(y, x, height, width);
      const [to, from] = [(y * width + x) * channels, (fromY * width + fromX) * channels];
      for (let start = 0; start < pixels.length; start += size) {
        for (let channel = 0; channel < channels; channel++) {
          pixels[start + to + channel] = images.pixels[start + from + channel]!;
        }
      }
    }
  }
  return { ...images, pixels };
}
