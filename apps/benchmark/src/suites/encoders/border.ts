import { type ImageSet, pictureOf } from '@hourglass/datasets';
import type { EncoderContender } from './contender.ts';

/** Lines of pixels that count as border. */
const WIDTH = 2;
const SIDES = 4;

/** The mean colour of each side's outermost lines, in 0..1: what a picture's background is likely to be. */
export function borderColours(images: ImageSet): Float32Array {
  const [height, width, channels] = images.shape;
  const sides = [
    (y: number) => y < WIDTH,
    (y: number) => y >= height - WIDTH,
    (_: number, x: number) => x < WIDTH,
    (_: number, x: number) => x >= width - WIDTH,
  ];
  const out = new Float32Array(images.count * SIDES * channels);
  for (let row = 0; row < images.count; row++) {
    const picture = pictureOf(images, row);
    for (const [side, isOn] of sides.entries()) {
      const at = (row * SIDES + side) * channels;
      let pixels = 0;
      for (let y = 0; y < height; y++) {
        for (let x = 0; x < width; x++) {
          if (!isOn(y, x)) continue;
          pixels++;
          for (let c = 0; c < channels; c++) out[at + c]! += picture[(y * width + x) * channels + c]! / 255;
        }
      }
      for (let c = 0; c < channels; c++) out[at + c]! /= pixels;
    }
  }
  return out;
}

/** What the colour of a picture's border finds by itself. */
export const border: EncoderContender = {
  name: 'border',
  measures: ['l2'],
  settings: { width: WIDTH },
  fit: async ({ train }) => ({
    name: 'border',
    codeSize: SIDES * train.shape[2],
    encode: async (images) => borderColours(images),
  }),
};
